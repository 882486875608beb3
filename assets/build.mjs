// Builds the front end into dist/: one stylesheet, one script, the fonts and icons that are used, and the notices.
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { compile } from "sass";

const dkfds = "node_modules/dkfds";
const fonts = `${dkfds}/dist/fonts/IBMPlexSans/complete/woff2`;
const weights = ["Regular", "Medium", "SemiBold", "Italic"];

await rm("dist", { recursive: true, force: true });
await mkdir("dist/fonts", { recursive: true });

const { css } = compile("styles/portal.scss", {
  loadPaths: [`${dkfds}/src/stylesheets`, "node_modules"],
  style: "compressed",
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions"],
});
await writeFile("dist/portal.css", css);

await build({
  entryPoints: ["scripts/portal.js"],
  outfile: "dist/portal.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "linked",
});

for (const weight of weights) {
  await cp(`${fonts}/IBMPlexSans-${weight}.woff2`, `dist/fonts/IBMPlexSans-${weight}.woff2`);
}
await cp("images", "dist/images", { recursive: true });
for (const icon of ["check-white", "minus-white", "chevron-down", "chevron-down-gray-200"]) {
  await cp(`${dkfds}/dist/img/svg-icons/${icon}.svg`, `dist/images/${icon}.svg`);
}
await cp(`${dkfds}/LICENSE.md`, "dist/LICENSE-dkfds.md");
console.log((await readdir("dist")).join(" "));
