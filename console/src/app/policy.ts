/**
 * Keeps the page inside its content security policy, which allows style elements only with the nonce of this answer and
 * no style attribute that is written as text.
 *
 * The components make style elements and (to measure a growing text field) write such attributes. Both are done by our
 * own script, so both are led to what the policy allows: the nonce, and the style object. What somebody slips into the
 * page as markup has neither. Loaded before everything else, because components take hold of these functions early.
 */

/** The nonce of this page; empty on the development server, which sends no policy. */
export function pageNonce(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}

/** Gives every style element that a script of this page makes the nonce, before it is put in. */
export function markStyles(page: Document, nonce: string): void {
  const make = page.createElement.bind(page);
  page.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (name.toLowerCase() === "style") element.nonce = nonce;
    return element;
  }) as Document["createElement"];
}

/** Leads style attributes through the style object, which scripts may use and markup cannot. */
export function leadStyleAttributes(prototype: Element): void {
  const set = prototype.setAttribute;
  prototype.setAttribute = function (name: string, value: string): void {
    if (name.toLowerCase() === "style" && (this instanceof HTMLElement || this instanceof SVGElement)) {
      this.style.cssText = value;
    } else {
      set.call(this, name, value);
    }
  };
}

const nonce = pageNonce(document);
if (nonce !== "") {
  markStyles(document, nonce);
  leadStyleAttributes(Element.prototype);
}
