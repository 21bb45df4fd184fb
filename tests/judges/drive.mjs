// Carries out steps with a page of Playwright, read as JSON, and prints what they return.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
const job = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({
  executablePath: job.chromium, args: ["--no-sandbox", "--disable-gpu"], timeout: 600_000,
});
const context = await browser.newContext({
  viewport: { width: job.width, height: 900 }, javaScriptEnabled: job.scripts,
});
// No page is waited for so long unless it hangs, however busy the machine is.
context.setDefaultTimeout(600_000);
const page = await context.newPage();
const errors = [];
page.on("pageerror", (error) => errors.push(String(error)));
page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
try {
  await page.goto(job.url);
  const act = new Function("page", `return (async () => { ${job.steps} })()`);
  const found = await act(page);
  console.log(JSON.stringify({ found, errors }));
} finally {
  await browser.close();
}
