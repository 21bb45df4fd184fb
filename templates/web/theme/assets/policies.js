// A field that leaves only the policies with certain words in the list. Without this script the list is whole, and the
// field is not shown.
"use strict";
{
  const place = document.querySelector(".find");
  const field = place.querySelector("input");
  const status = place.querySelector("[role=status]");
  const groups = [...document.querySelectorAll(".lines")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const show = () => {
    const words = plain(field.value).split(/\s+/);
    let shown = 0;
    for (const group of groups) {
      const before = shown;
      for (const line of group.querySelectorAll("li")) {
        const text = plain(line.dataset.words);
        line.hidden = !words.every((word) => text.includes(word));
        if (!line.hidden) shown += 1;
      }
      group.hidden = shown === before;
    }
    status.textContent = shown ? "" : status.dataset.none;
  };
  field.addEventListener("input", show);
  place.hidden = false;
  show();
}
