// The web app: source in src/app/web, output in dist/web, requests of the pages passed to the server during development.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = `http://127.0.0.1:${process.env.PORT || "8080"}`;

/** What the server answers itself; the address of the page is passed on, because the server compares it with the origin. */
const served = ["^/api/", "/docs", "/openapi.json", "/healthz"];

/** Calls that only declare: tables and schemas that no page reads are left out of the bundle. */
const declarations = ["z", "defineLabels", "defineFaults", "defineContract", "defineActs", "codesOf", "pageOf"];

/** Packages that every screen stands on: one file, which compresses better than many. */
const ground = /node_modules\/(react|react-dom|scheduler|use-sync-external-store|zod|@tanstack\/[\w-]+)\//;

/** What is needed before sign-in. */
const door = /src\/(app\/web\/main|domain\/accounts\/page-sign-in)\.tsx/;

/** What nearly every screen behind sign-in is built from, without the widgets that bring a library of their own. */
const frame = [
  /src\/kernel\//,
  /src\/app\/web\/(shell\/shell|api|task-pieces)\.tsx?$/,
  /src\/app\/web\/ui\/(?!antd|unit-select)/,
  /src\/domain\/(tasks\/(page-words|rules)|organisations\/page-unit-words)\.ts$/,
];

/** Every browser that runs the app reads woff2: the older copies would double the size of the package. */
const onlyWoff2: Plugin = {
  name: "only-woff2",
  enforce: "pre",
  transform(code, id) {
    if (!/@fontsource.*\.css/.test(id)) return null;
    return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, "");
  },
};

/** Text is compressed once, when it is built, and not for every reader anew; the server sends the copies. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  async writeBundle({ dir = "" }, bundle) {
    const texts = Object.keys(bundle).filter((name) => /\.(js|css|html|svg)$/.test(name));
    await Promise.all(
      texts.map(async (name) => {
        const path = join(dir, name);
        await writeFile(`${path}.gz`, await promisify(gzip)(await readFile(path), { level: 9 }));
      }),
    );
  },
};

export default defineConfig({
  root: "src/app/web",
  plugins: [onlyWoff2, react(), compressed],
  build: {
    outDir: "../../../dist/web",
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: { manualPureFunctions: declarations },
      output: {
        codeSplitting: {
          groups: [
            { name: "ground", test: ground, priority: 9 },
            { name: "door", test: door, priority: 8 },
            { name: "frame", test: (id: string) => frame.some((part) => part.test(id)), priority: 7 },
            { name: "record", test: /domain\/tasks\/page-sheet\.tsx/, priority: 6 },
            { name: "ledger", test: /domain\/tasks\/page\.tsx/, priority: 5 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(served.map((path) => [path, { target: server }])),
  },
});
