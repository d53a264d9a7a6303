//! Markup, as writers write it and readers get it.

use std::collections::BTreeMap;

use kb_model::change::Blob;
use kb_model::reader::Audience;
use kb_model::{Catalog, FilePath, Id, Kind, Locale, Reader, Span};

use super::{Anchors, html, part};
use crate::edition::Base;
use crate::theme::Theme;
use crate::view::Viewpoint;

const SETTINGS: &str = "base_url = \"https://example.com\"\nsource_locale = \"en\"\n\
    [[locales]]\ntag = \"en\"\npath = \"en\"\nname = \"English\"\n\
    [[locales]]\ntag = \"id\"\npath = \"id\"\nname = \"Bahasa Indonesia\"\n[name]\nen = \"Help\"\nid = \"Bantuan\"\n";

/// Renders the body of an English article as its own locale shows it; beside it there are another article and an image.
fn render(body: &str) -> String {
    let file = |path: &str, text: String| (FilePath::new(path), Blob::bytes(text.into_bytes()));
    let catalog = Catalog::of(BTreeMap::from([
        file("kb.toml", SETTINGS.to_owned()),
        file("en/articles/pay/this.md", format!("+++\ntitle = \"This\"\n+++\n{body}")),
        file("en/articles/pay/other.md", "+++\ntitle = \"Other\"\nslug = \"else\"\n+++\n".to_owned()),
        file("en/articles/pay/x.png", "PNG".to_owned()),
    ]));
    let theme = Theme::load(None, catalog.settings()).expect("the embedded theme is sound");
    let reader = Reader::new(&catalog, Audience::Visitors);
    let english = Locale::new("en");
    let locale = catalog.settings().locale(&english).expect("it is declared");
    let base = Base::new("https://example.com");
    let at = Viewpoint {
        reader: &reader,
        theme: &theme,
        base: &base,
        today: jiff::civil::date(2026, 11, 22),
        locale,
    };
    let words = reader.document(Kind::Article, &Id::new("pay/this"), &english).expect("it was just written");
    let whole = html(at, words, &Anchors::default());
    let span = words.body.span;
    let heading = words.body.outline.first().map_or(span.start, |heading| heading.span.start);
    let below = part(at, words, Span { start: heading, end: span.end }, &Anchors::default());
    let is_whole = !body.contains("[^"); // footnotes of the part above come to the end
    assert!(
        !is_whole || whole.ends_with(&below),
        "a part is rendered as it is in the whole: {below:?} of {whole:?}"
    );
    whole
}

fn check(body: &str, expected: &str) {
    assert_eq!(render(body).trim(), expected, "{body:?}");
}

#[test]
fn links_lead_to_addresses() {
    check("[o](other.md#p)", "<p><a href=\"/en/pay/else/#p\">o</a></p>");
    check("[o](#here)", "<p><a href=\"#here\">o</a></p>");
    check("[gone](gone.md)", "<p>gone</p>");
    check("[bad](javascript:alert(1))", "<p>bad</p>");
    check("[bad](data:text/html,x)", "<p>bad</p>");
    check(
        "[out](https://example.com/?a=1&b=2)",
        "<p><a href=\"https://example.com/?a=1&amp;b=2\">out</a></p>",
    );
    check("![i](x.png)", "<p><img src=\"/assets/en/articles/pay/x.png\" alt=\"i\" /></p>");
    check("![i](https://example.com/x.png)", "<p>i</p>");
}

#[test]
fn raw_html_is_shown_as_text() {
    check("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>");
    check("press <kbd>Enter</kbd>", "<p>press <kbd>Enter</kbd></p>");
    check("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
    check(
        "Words <kbd>A</kbd> above.\n\n# H {#h}\n\n<b onclick=x>c</b> <kbd>B</kbd>",
        "<p>Words <kbd>A</kbd> above.</p>\n<h2 id=\"h\">H</h2>\n<p>&lt;b onclick=x&gt;c&lt;/b&gt; <kbd>B</kbd></p>",
    );
}

#[test]
fn emphasis_beside_full_width_punctuation_is_mended() {
    check("**请不要分享密码。**我们", "<p><strong>请不要分享密码。</strong>我们</p>");
    check("请点击**“设置”**按钮。", "<p>请点击<strong>“设置”</strong>按钮。</p>");
    check("**注意：**请先**登录。**谢谢", "<p><strong>注意：</strong>请先<strong>登录。</strong>谢谢</p>");
    check("a ** b ** c", "<p>a ** b ** c</p>");
    check("字\\*\\*字\\*\\*", "<p>字**字**</p>");
}

#[test]
fn structure_is_accessible() {
    check("# T {#t .c}", "<h2 id=\"t\">T</h2>");
    check(
        "> [!WARNING]\n> Stop.",
        "<div class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\">Warning</p>\n<p>Stop.</p>\n</div>",
    );
    let table = render("| a | b |\n|---|--:|\n| c | d |\n");
    assert!(
        table.contains("<th scope=\"col\" class=\"end\">b</th>") && table.contains("tabindex=\"0\""),
        "{table}"
    );
    let note = render("x[^n] y[^n]\n\n[^n]: Note.\n");
    assert!(note.contains("<a href=\"#fn-1\" id=\"fnref-1\">1</a>"), "{note}");
    assert!(note.contains("<li id=\"fn-1\">") && note.matches("id=\"fnref-1\"").count() == 1, "{note}");
    check("付款\n失败", "<p>付款失败</p>");
}

#[test]
fn sections_end_with_their_day() {
    check("## A {#a until=2026-11-22}\n\nx\n", "<h2 id=\"a\">A</h2>\n<p>x</p>");
    let page = render(
        "a[^n]\n\n## B {#b until=2026-11-21}\n\nx\n\n### C\n\n- y\n\n[^n]: N\n\n## D {#d until=never}\n\nz\n",
    );
    assert!(page.contains("</p>\n<h2 id=\"d\">D</h2>\n<p>z</p>\n<section"), "{page}");
    assert!(page.contains("<li id=\"fn-1\"><p>N</p>"), "{page}");
}
