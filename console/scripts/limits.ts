/**
 * What a build must keep to, as a plug-in, so that a build that does not is none:
 * the first load of the pages that people open first, and the syntax that the oldest supported engine reads.
 */
import { gzipSync } from "node:zlib";
import { parse } from "acorn";
import type { Plugin, Rollup } from "vite";
import { ECMA_VERSION, ENGINE, TOO_NEW, TOO_NEW_IN_CSS } from "./engine.mjs";

/** Compressed bytes that a browser with an empty cache loads before the page is there. The promise is 350 kB. */
const FIRST_LOAD_BYTES_MAX = 290_000;
/** Each with what else has to be there before it is seen. */
const FIRST_PAGES = [["src/org/LoginPage.tsx"], ["src/obligation/TodoPage.tsx", "src/app/Layout.tsx"]];

type Bundle = Rollup.OutputBundle;

/** The files of an entry or a page, with everything that they import before they run. */
export function loadedWith(bundle: Bundle, roots: string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    const file = bundle[name];
    if (file === undefined || found.has(name)) return;
    found.add(name);
    if (file.type !== "chunk") return;
    for (const next of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) visit(next);
  };
  roots.forEach(visit);
  return found;
}

function compressed(bundle: Bundle, names: Iterable<string>): number {
  let bytes = 0;
  for (const name of names) {
    const file = bundle[name];
    if (file !== undefined) bytes += gzipSync(file.type === "chunk" ? file.code : file.source).length;
  }
  return bytes;
}

/** What is wrong with a script or a style sheet for the oldest engine. */
export function tooNew(name: string, text: string): string[] {
  const found = (list: [RegExp, string][]) => list.filter(([sign]) => sign.test(text)).map(([, what]) => `${name}: ${what}`);
  if (name.endsWith(".css")) return found(TOO_NEW_IN_CSS);
  try {
    parse(text, { ecmaVersion: ECMA_VERSION, sourceType: "module" });
  } catch (error) {
    return [`${name}: ${String(error)}`];
  }
  return found(TOO_NEW);
}

export function limits(): Plugin {
  return {
    name: "anxing-limits",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const entry = chunks.find((chunk) => chunk.isEntry)?.fileName ?? "";
        const html = Object.keys(bundle).filter((name) => name.endsWith(".html"));
        for (const parts of FIRST_PAGES) {
          const page = parts[0]!;
          const files = parts.map((part) => chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(part))?.fileName);
          if (files.includes(undefined)) return this.error(`${parts.join(", ")}: not all are chunks of their own`);
          const bytes = compressed(bundle, [...html, ...loadedWith(bundle, [entry, ...(files as string[])])]);
          this.info(`${page}: first load ${(bytes / 1000).toFixed(1)} kB compressed, at most ${FIRST_LOAD_BYTES_MAX / 1000}`);
          if (bytes > FIRST_LOAD_BYTES_MAX) return this.error(`${page}: the first load is ${bytes} bytes, too many`);
        }
        const wrong = Object.values(bundle).flatMap((file) => {
          if (!/\.(?:js|css)$/.test(file.fileName)) return [];
          return tooNew(file.fileName, file.type === "chunk" ? file.code : String(file.source));
        });
        if (wrong.length > 0) this.error(`not for ${ENGINE}:\n${wrong.join("\n")}`);
      },
    },
  };
}
