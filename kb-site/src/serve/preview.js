// Follows the page that it stands in: reloads it when it has changed, puts on new stylesheets without that, and shows
// what is wrong over the last good one.
const { digest } = document.currentScript.dataset;
const PLACE = "kb-place";

function follow(shown) {
  const query = new URLSearchParams({ page: decodeURI(location.pathname), digest: shown });
  const events = new EventSource(`/_kb/events?${query}`);
  events.addEventListener("reload", reload);
  events.addEventListener("sound", () => document.getElementById("kb-overlay")?.remove());
  events.addEventListener("faults", (event) => show(event.data));
  events.addEventListener("restyle", (event) => {
    const [next, ...styles] = event.data.split("\n");
    restyle(styles);
    events.close(); // a connection that breaks must not ask for the old page again
    follow(next);
  });
}

function reload() {
  sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
  location.reload();
}

function backToPlace() {
  const [page, x, y] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
  sessionStorage.removeItem(PLACE);
  if (page === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
}

// The old stylesheet goes when the new one is there, so that the page is never naked.
function restyle(styles) {
  const links = document.querySelectorAll('link[rel="stylesheet"]:not([href^="/_kb/"])');
  links.forEach((link, at) => {
    if (link.getAttribute("href") === styles[at]) return;
    const next = link.cloneNode();
    next.href = styles[at];
    next.addEventListener("load", () => link.remove());
    link.after(next);
  });
}

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

backToPlace();
follow(digest);
