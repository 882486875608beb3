// The menu on small screens: button[data-menu-open] shows and hides #main-menu (class is-open). Without scripts the
// button is hidden and the menu stands open; the class "vp-js" on <html> lets the style sheet close it.
export function start(root) {
  const menu = document.getElementById("main-menu");
  for (const button of root.querySelectorAll("button[data-menu-open]:not([data-ready])")) {
    if (!menu) return;
    button.dataset.ready = "";
    button.hidden = false;
    button.setAttribute("aria-controls", menu.id);
    const show = (open) => {
      menu.classList.toggle("is-open", open);
      button.setAttribute("aria-expanded", String(open));
    };
    show(false);
    button.addEventListener("click", () => show(!menu.classList.contains("is-open")));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.classList.contains("is-open")) return;
      show(false);
      button.focus();
    });
  }
}
