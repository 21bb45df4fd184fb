// Marks reviews whose day has passed for the reader: a page is built once, and knows no today.
"use strict";
{
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
  for (const mark of document.querySelectorAll(".overdue")) {
    // Days as year-month-day stand in the order of their letters.
    if (mark.closest("[data-key]").dataset.key < today) mark.hidden = false;
    // Nor is it found by who looks for the word.
    else mark.remove();
  }
  for (const total of document.querySelectorAll(".overdue-of")) {
    const number = total.closest("tr").querySelectorAll(".overdue").length;
    total.hidden = number === 0;
    total.prepend(number);
  }
}
