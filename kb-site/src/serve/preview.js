// Follows the page that it stands in: reloads when the page has changed, and shows what is wrong over the last good one.
const { digest } = document.currentScript.dataset;
const query = new URLSearchParams({ page: decodeURI(location.pathname), digest });
const events = new EventSource(`/_kb/events?${query}`);

function show(text) {
  let overlay = document.getElementById("kb-overlay");
  if (!overlay) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_kb/preview.css";
    document.head.append(style);
    overlay = document.createElement("pre");
    overlay.id = "kb-overlay";
    overlay.tabIndex = 0;
    overlay.setAttribute("role", "alert");
    document.body.append(overlay);
  }
  overlay.textContent = text;
}

events.addEventListener("reload", () => location.reload());
events.addEventListener("sound", () => document.getElementById("kb-overlay")?.remove());
events.addEventListener("faults", (event) => show(event.data));
