// Bodies are plain Markdown; headings may end with `{#id}`.

/** Moves the `{#id}` of headings from their text to their attributes. */
function headingIds(state) {
  state.tokens.forEach((token, at) => {
    const before = state.tokens[at - 1];
    if (token.type !== "inline" || before?.type !== "heading_open") return;
    token.content = token.content.replace(/ \{#([\w-]+)\}$/, (_, id) => {
      before.attrSet("id", id);
      return "";
    });
  });
}

export default function (eleventy) {
  eleventy.amendLibrary("md", (markdown) => markdown.core.ruler.before("inline", "heading-ids", headingIds));
  eleventy.addFilter("above", (url) => {
    const folders = url.split("/").slice(1, -2);
    return folders.map((name, at) => ({ name, href: `/${folders.slice(0, at + 1).join("/")}/` }));
  });
  return { dir: { input: "content", includes: "../_includes" }, markdownTemplateEngine: false };
}
