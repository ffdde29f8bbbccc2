import { afterEach, expect, test } from "vitest";
import { leadStyleAttributes, markStyles, pageNonce } from "./policy";

const original = { createElement: document.createElement, setAttribute: Element.prototype.setAttribute };

afterEach(() => {
  document.createElement = original.createElement;
  Element.prototype.setAttribute = original.setAttribute;
  document.head.innerHTML = "";
});

test("the nonce is the one of the page, and the development server has none", () => {
  expect(pageNonce(document)).toBe("");
  const meta = document.createElement("meta");
  meta.setAttribute("property", "csp-nonce");
  meta.nonce = "abc";
  document.head.append(meta);
  expect(pageNonce(document)).toBe("abc");
});

test("style elements get the nonce, others do not", () => {
  markStyles(document, "abc");
  expect(document.createElement("style").nonce).toBe("abc");
  expect(document.createElement("STYLE").nonce).toBe("abc");
  expect(document.createElement("div").nonce).not.toBe("abc");
});

test("style attributes go through the style object, others stay what they are", () => {
  leadStyleAttributes(Element.prototype);
  const element = document.createElement("textarea");
  // The style object of the test's own DOM writes the attribute again, so another one stands in its place.
  const style = { cssText: "" };
  Object.defineProperty(element, "style", { value: style });
  element.setAttribute("style", "position: absolute; height: 0px");
  expect(style.cssText).toBe("position: absolute; height: 0px");
  expect(element.getAttribute("style")).toBe(null);
  element.setAttribute("title", "x");
  expect(element.getAttribute("title")).toBe("x");
});
