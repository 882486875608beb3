// Posts to the server. The CSRF cookie is HttpOnly: the token stands in <meta name="csrf-token">.
export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/** Post form-encoded `body`. A redirect (signed out) is an answer that is not ok. `last`: the page may be going away. */
export function post(url, body, { last = false } = {}) {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { "X-CSRFToken": csrfToken() },
    redirect: "manual",
    keepalive: last,
  });
}
