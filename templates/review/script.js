"use strict";
// The page is whole without this. It shows and hides what is there, and sets the older and the newer
// text side by side by copying the marked-up one and taking out what belongs to the other side.
(() => {
  const tools = document.getElementById("_tools");
  const policy = document.querySelector(".policy");
  const columns = document.querySelector(".columns");
  const counter = tools.querySelector(".counter");
  const blocks = [...policy.querySelectorAll(".block")];
  const filters = [...tools.querySelectorAll("[data-filter]")];
  const views = [...tools.querySelectorAll("[data-view]")];
  const folds = [...policy.querySelectorAll("details")];
  const openAll = tools.querySelector("[data-all]");
  const only = tools.querySelector("[data-only]");
  const keys = document.querySelector("[data-keys]");
  const copy = document.querySelector("[data-copy]");
  const texts = new Map(blocks.map((block) => [block, block.querySelector(".text")]));
  const roomForTwo = matchMedia("(min-width: 56.01rem)");
  let latest = null;

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const weights = () => new Set(filters.filter(pressed).map((button) => button.dataset.filter));
  const isHeading = (block) => texts.get(block).querySelector("h2") !== null;
  const shown = (block) => weights().has(block.dataset.weight);
  const stops = () => blocks.filter((block) => "stop" in block.dataset && shown(block));

  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function count(current) {
    const all = stops();
    if (!all.length) counter.textContent = tools.dataset.none;
    else if (current) counter.textContent = fill(tools.dataset.counter, { n: all.indexOf(current) + 1, all: all.length });
    else counter.textContent = fill(tools.dataset.total, { all: all.length });
  }

  // Headings stay, so that the text keeps its order; what is hidden below them is named.
  function filter() {
    for (const line of document.querySelectorAll(".folded")) line.remove();
    let folded = null;
    for (const block of blocks) {
      const hide = block.dataset.weight ? !shown(block) : pressed(only);
      if (isHeading(block)) {
        const remark = block.querySelector(".remark");
        if (remark) remark.hidden = hide;
        folded = null;
        continue;
      }
      block.hidden = hide;
      if (!hide) folded = null;
      else if (folded) folded.textContent += `, ${block.dataset.number}`;
      else {
        folded = document.createElement("p");
        folded.className = "folded";
        folded.textContent = tools.dataset.folded + block.dataset.number;
        block.before(folded);
      }
    }
    count(null);
  }

  function side(block, name) {
    const [gone, version] = name === "older" ? ["inserted", tools.dataset.older] : ["deleted", tools.dataset.newer];
    const copy = texts.get(block).cloneNode(true);
    copy.classList.add(name);
    const label = document.createElement("span");
    label.className = "hidden";
    label.textContent = `${version}: `;
    if (block.dataset.mark === gone) {
      copy.className = "absent";
      copy.textContent = fill(tools.dataset.absent, { version: version.replace(/^\D+/, "") });
      return copy;
    }
    const other = name === "older" ? "ins" : "del";
    for (const element of copy.querySelectorAll(`${other}, [data-mark="${gone}"]`)) element.remove();
    // Each place is linked to once: what was removed on the older side, all else on the newer.
    for (const element of copy.querySelectorAll("[id]")) {
      if (element.id.includes("was--") !== (name === "older")) element.removeAttribute("id");
    }
    (copy.querySelector("h2") || copy.querySelector(".body > p") || copy).prepend(label);
    return copy;
  }

  function view() {
    const two = roomForTwo.matches && pressed(views[1]);
    if (two === policy.classList.contains("two")) return;
    policy.classList.toggle("two", two);
    columns.hidden = !two;
    for (const block of blocks) {
      if (two) {
        const pair = document.createElement("div");
        pair.className = "sides";
        pair.append(side(block, "older"), side(block, "newer"));
        texts.get(block).replaceWith(pair);
      } else {
        block.querySelector(".sides").replaceWith(texts.get(block));
      }
    }
  }

  // Where an element is for the reader: in a closed section, at what opens it.
  const place = (element) => element.closest("details:not([open])")?.querySelector("summary") || element;

  function reveal(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  function go(block) {
    latest = block;
    reveal(block);
    block.focus({ preventScroll: true });
    block.scrollIntoView({ block: "start" });
    count(block);
  }

  function inView(block) {
    const { top, bottom } = place(block).getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  // From where the reader is: at what has the focus, else at the latest change if it is still in
  // view (a button of the tools takes the focus away), else at what stands below the tools.
  function step(by) {
    const all = stops();
    const focused = document.activeElement.closest("[data-stop]");
    let at = all.indexOf(focused || (latest && inView(latest) ? latest : null));
    if (at < 0) {
      const top = Math.max(0, tools.getBoundingClientRect().bottom);
      const below = all.findIndex((block) => place(block).getBoundingClientRect().top > top);
      at = (below < 0 ? all.length : below) - (by > 0 ? 1 : 0);
    }
    if (all[at + by]) go(all[at + by]);
  }

  function arrive() {
    const target = document.getElementById(location.hash.slice(1));
    if (target) reveal(target);
    const block = target && target.closest(".block");
    if (!block) return;
    if (block.hidden || (block.dataset.weight && !shown(block))) {
      for (const button of filters) press(button, true);
      press(only, false);
      filter();
    }
    if ("stop" in block.dataset && target === block) go(block);
    else target.scrollIntoView({ block: "start" });
  }

  // A page that came over plain http has no clipboard, and a browser may refuse it to any.
  async function copyMinute() {
    const minute = document.getElementById("_minute");
    const status = copy.nextElementSibling;
    try {
      await navigator.clipboard.writeText(minute.textContent);
      status.textContent = copy.dataset.done;
    } catch {
      getSelection().selectAllChildren(minute);
      status.textContent = copy.dataset.selected;
    }
  }

  function nameAll() {
    openAll.textContent = folds.every((fold) => fold.open) ? openAll.dataset.close : openAll.dataset.open;
  }

  // On paper nothing can be opened.
  const closed = new Set();
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details:not([open])")) {
      closed.add(fold);
      fold.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
    closed.clear();
  });

  openAll.addEventListener("click", () => {
    const open = !folds.every((fold) => fold.open);
    for (const fold of folds) fold.open = open;
  });
  for (const fold of folds) fold.addEventListener("toggle", nameAll);
  for (const button of [...filters, only]) {
    button.addEventListener("click", () => { press(button, !pressed(button)); filter(); });
  }
  for (const button of views) {
    button.addEventListener("click", () => {
      for (const other of views) press(other, other === button);
      view();
    });
  }
  for (const button of tools.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  copy?.addEventListener("click", copyMinute);
  keys.addEventListener("click", () => press(keys, !pressed(keys)));
  document.addEventListener("keydown", (event) => {
    if (!pressed(keys) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
  });
  roomForTwo.addEventListener("change", view);
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) arrive();
  });

  // What is gone to must not stand below the tools, however many lines they take.
  function measure() {
    document.documentElement.style.setProperty("--tools", `${tools.offsetHeight}px`);
  }

  new ResizeObserver(measure).observe(tools);

  tools.hidden = false;
  keys.parentElement.hidden = false;
  if (copy) copy.parentElement.hidden = false;
  filter();
  measure(); // The observer first calls it after the page has arrived.
  arrive();
})();
