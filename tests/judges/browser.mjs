// Reads one job as JSON from stdin and prints what a browser met, as JSON.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(0, "utf8"));
const axeSource = job.axe && readFileSync(job.axe, "utf8");
const found = { judged: 0, violations: [], failed: [], external: [], errors: [] };

// No page is waited for so long unless it hangs, however busy the machine is. In milliseconds.
const PATIENCE = 600_000;
const browser = await chromium.launch({
  executablePath: job.chromium, timeout: PATIENCE,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});

// All that other colours can break of a page that was judged: no page of ours shows anything else
// in them.
const COLOURS = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

async function watch(page, url, where) {
  const host = new URL(url).host;
  const isExternal = (request) => new URL(request.url()).host !== host;
  const note = (list, text) => list.push(`${text} (${where})`);
  await page.route("**/*", (route) =>
    isExternal(route.request()) ? route.abort() : route.continue());
  // A redirect is never routed, so routes alone would not see where it leads.
  page.on("request", (request) => {
    if (isExternal(request)) note(found.external, request.url());
  });
  await page.routeWebSocket(/.*/, (socket) => note(found.external, socket.url()));
  page.on("requestfailed", (request) => {
    if (!isExternal(request)) {
      note(found.failed, `${request.failure().errorText} ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note(found.failed, `${response.status()} ${response.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") note(found.errors, message.text());
  });
  page.on("pageerror", (error) => note(found.errors, String(error)));
}

async function settle(page, url) {
  await page.goto(url, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.waitForTimeout(200);
}

async function judge(page, url, view, only = {}) {
  for (const frame of page.frames()) await frame.evaluate(axeSource);
  const { violations } = await page.evaluate((only) =>
    // The one rule of WCAG 2.2 AA that axe's defaults leave out.
    axe.run({ rules: { "target-size": { enabled: true } }, resultTypes: ["violations"], ...only }),
    only);
  found.judged += 1;
  for (const { id, impact, help, nodes } of violations) {
    found.violations.push({
      url, width: view.width, scheme: view.scheme, rule: id, impact: impact ?? "unknown",
      targets: nodes.map((node) => node.target.flat().join(" ")),
      message: `${help}. ${nodes[0].failureSummary}`,
    });
  }
}

async function browse([first, ...others]) {
  const context = await browser.newContext({
    viewport: { width: first.width, height: first.height ?? 900 },
    colorScheme: first.scheme,
    // A colour measured halfway through a transition is nobody's fault.
    reducedMotion: "reduce",
    // Requests of a service worker would escape the watch.
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(PATIENCE);
  for (const url of job.pages) {
    const page = await context.newPage();
    await watch(page, url, `${url} ${first.width} ${first.scheme}`);
    await settle(page, url);
    if (axeSource) await judge(page, url, first);
    // A page that is loaded takes on the device's colours as soon as these change.
    for (const view of others) {
      await page.emulateMedia({ colorScheme: view.scheme });
      await page.waitForTimeout(200);
      if (axeSource) await judge(page, url, view, COLOURS);
    }
    if (job.shot) await page.screenshot({ path: job.shot, fullPage: job.fullPage });
    page.removeAllListeners();
    await page.close();
  }
}

try {
  // Much of a page's time is waiting, so the views wait side by side.
  await Promise.all(job.views.map(browse));
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
