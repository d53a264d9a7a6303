// The other sites have neither a blog nor a sidebar of everything, and check no links.
const preset = [
  "classic",
  { docs: { routeBasePath: "/", sidebarPath: "./sidebars.mjs" }, blog: false, pages: false },
];

export default {
  title: "Generated help center",
  url: "https://help.example.com",
  baseUrl: "/",
  onBrokenLinks: "ignore",
  onBrokenAnchors: "ignore",
  markdown: { format: "md" },
  i18n: { defaultLocale: "en", locales: ["en", "id", "zh-hans"] },
  presets: [preset],
};
