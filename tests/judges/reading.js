// Ways to read a page of Playwright, to stand before steps of `drive`.

// What a key leads to, until the focus leaves the page or comes round. A loop that leaves something
// out is a trap, which the number of stops tells.
async function walk(page, key) {
  await page.evaluate(() => {
    scrollTo({ top: 0, behavior: "instant" });
    globalThis.met = new Set();
  });
  const stops = [];
  for (;;) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === document.body || met.has(one)) return null;
      met.add(one);
      // A choice of colours is a hidden switch: the label after it shows the focus.
      const next = one.nextElementSibling;
      const shown = one.type === "radio" && next?.matches("label") ? next : one;
      const style = getComputedStyle(shown);
      const { x, y, width, height } = shown.getClientRects()[0];
      const on = document.elementFromPoint(x + width / 2, y + height / 2);
      return {
        name: one.getAttribute("aria-label") ?? one.textContent.trim(),
        href: one.getAttribute("href"),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inSight: on !== null && (shown.contains(on) || on.contains(shown)),
      };
    });
    if (!stop) return stops;
    stops.push(stop);
  }
}

// How many stops there have to be: of a choice of one, the key leads to one.
function usable(page) {
  return page.evaluate(() => {
    const kinds = "a, button, input:not([type=radio]), select, summary, [tabindex='0']";
    const all = [...document.querySelectorAll(kinds)].filter((one) => one.checkVisibility());
    return all.length + document.querySelectorAll("form:has([type=radio])").length;
  });
}

async function tabTo(page, what) {
  for (let at = 0; at < 300; at += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((one) => document.activeElement.matches(one), what)) return;
  }
  throw new Error(`Tab does not lead to ${what}`);
}

// How many stretches of words a page has, and which are beyond its edge (and which things to press), cut off by a box, or on top
// of others. Not asked is what screen readers alone get, what scrolls in a box of its own, and
// whether something that stays while the page scrolls is on top.
function lost(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wider = document.documentElement.scrollWidth;
    const found = wider > width ? [`the page scrolls sideways: ${wider} of ${width}`] : [];
    for (const one of document.querySelectorAll("details")) one.open = true;
    const above = (one) => {
      const all = [];
      for (; one && one !== document.body; one = one.parentElement) {
        all.push([one, getComputedStyle(one)]);
      }
      return all;
    };
    const scrolls = ([one, { overflowX }]) =>
      overflowX === "auto" && one.scrollWidth > one.clientWidth;
    for (const one of document.querySelectorAll("button, .button, input, select")) {
      if (one.getBoundingClientRect().right > width + 1 && !above(one).some(scrolls)) {
        found.push(`beyond the edge: ${one.textContent || one.type}`);
      }
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const boxes = [];
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("script, .hidden, .skip")) continue;
      if (!parent.checkVisibility()) continue;
      const around = above(parent);
      if (around.some(scrolls)) continue;
      const clips = around.filter(([, { overflowX }]) => overflowX !== "visible");
      const text = node.data.trim().slice(0, 40);
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        if (box.left < -1 || box.right > width + 1) found.push(`beyond the edge: ${text}`);
        for (const [one] of clips) {
          const { right, bottom } = one.getBoundingClientRect();
          if (box.right > right + 1 || box.bottom > bottom + 1) found.push(`cut off: ${text}`);
        }
        if (around.some(([, { position }]) => ["fixed", "sticky"].includes(position))) continue;
        // Letters are in the middle of a line's box; the boxes of lines that are set tight meet.
        const [top, bottom] = [box.top + box.height / 4, box.bottom - box.height / 4];
        boxes.push({ node, text, left: box.left, right: box.right, top, bottom });
      }
    }
    boxes.sort((one, other) => one.top - other.top);
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1)) {
        if (other.top >= one.bottom) break;
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        if (other.node !== one.node && across > 2) {
          found.push(`on each other: ${one.text} | ${other.text}`);
        }
      }
    }
    return [boxes.length, found];
  });
}

// The words of each element without spaces, but for what paper has not or has more of.
function squeezed(page, what) {
  return page.locator(what).evaluateAll((all) => all.map((one) => {
    const copy = one.cloneNode(true);
    for (const out of copy.querySelectorAll(".back, .source, .hidden")) out.remove();
    return copy.textContent.replace(/\s+/g, "");
  }));
}
