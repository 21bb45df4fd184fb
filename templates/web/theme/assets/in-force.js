// From the day on which a version comes into force, shows the reader the words for that day: a page is built once, and
// knows no today.
"use strict";
{
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
  for (const place of document.querySelectorAll("[data-from]")) {
    // Days as year-month-day are in the order of their letters.
    if (place.dataset.from > today) continue;
    place.querySelector(".before").remove();
    place.querySelector(".after").hidden = false;
  }
}
