import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

const locales = {
  en: { label: "English" },
  id: { label: "Bahasa Indonesia" },
  "zh-hans": { label: "简体中文", lang: "zh-Hans" },
};

// The other sites have neither search nor a sidebar of everything.
export default defineConfig({
  site: "https://help.example.com",
  outDir: "out",
  vite: { resolve: { preserveSymlinks: true } }, // the modules are installed elsewhere, and linked
  integrations: [
    starlight({
      title: "Generated help center",
      locales,
      defaultLocale: "en",
      pagefind: false,
      sidebar: [{ label: "Home", link: "/" }],
    }),
  ],
});
