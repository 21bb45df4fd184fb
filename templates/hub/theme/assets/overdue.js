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
  for (const line of document.querySelectorAll(".overdue-by-day")) {
    const passed = [...line.querySelectorAll("data")].filter((day) => day.dataset.key < today);
    const number = passed.reduce((sum, day) => sum + Number(day.value), 0);
    const words = number === 1 ? line.dataset.one : line.dataset.many;
    line.querySelector("a, strong").textContent = words.replace("{n}", number);
    line.hidden = number === 0;
  }
}
