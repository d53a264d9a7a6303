//! A glance at two texts, as they are written, that tells most sound translations without cutting them into blocks.
//!
//! It may take a sound translation for a doubtful one, which costs time; it never takes a faulty one for sound.

use kb_model::Document;
use kb_model::block::{BlockKind, BlockSpan};
use kb_model::front_matter::Value;
use kb_model::kind::Half;

use super::numbers::may_differ;
use super::tokens::{brackets, codes, openings, placeholders};

/// Tells whether a translation plainly has the blocks of its source, with the same numbers, links, code and
/// placeholders, and none in the source's words.
pub(super) fn is_sound(source: &Document, own: &Document) -> bool {
    let (theirs, ours) = (&source.body, &own.body);
    alike(&theirs.outline, &ours.outline, |a, b| a.id == b.id)
        && alike(&theirs.links, &ours.links, |a, b| a.destination == b.destination)
        && fields_agree(source, own)
        && alike(&rows(source), &rows(own), |a, b| rows_agree((source, a), (own, b)))
}

fn alike<T>(theirs: &[T], ours: &[T], are_alike: impl Fn(&T, &T) -> bool) -> bool {
    theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(a, b)| are_alike(a, b))
}

/// Returns the rows of blocks of one kind.
fn rows(document: &Document) -> Vec<&[BlockSpan]> {
    document.body.layout.chunk_by(|a, b| a.kind == b.kind).collect()
}

/// Tells whether two rows agree. Where one text has two paragraphs, the other may say the same in one: such rows are not
/// compared.
fn rows_agree((source, row): (&Document, &[BlockSpan]), (own, other): (&Document, &[BlockSpan])) -> bool {
    let kind = row[0].kind;
    let agree =
        |a: &BlockSpan, b: &BlockSpan| texts_agree(kind, a.span.slice(&source.text), b.span.slice(&own.text));
    let is_flowing = matches!(kind, BlockKind::Paragraph | BlockKind::Callout);
    kind == other[0].kind && (alike(row, other, agree) || is_flowing && row.len() != other.len())
}

/// Tells whether the fields agree that hold one text. Those that hold more are seldom: they are not judged at a glance.
fn fields_agree(source: &Document, own: &Document) -> bool {
    let words = source.kind.fields().iter().filter(|spec| spec.half == Half::Wording && spec.name != "slug");
    let pairs = words.filter_map(|spec| Some((source.fields.get(spec.name)?, own.fields.get(spec.name)?)));
    pairs.into_iter().all(|(theirs, ours)| match (&theirs.value, &ours.value) {
        (Value::Text(theirs), Value::Text(ours)) => texts_agree(BlockKind::Field, theirs, ours),
        (Value::Texts(_), Value::Texts(_)) => true,
        _ => false,
    })
}

fn texts_agree(kind: BlockKind, source: &str, own: &str) -> bool {
    let (theirs, ours) = (marks(source), marks(own));
    let either_has = |mark| (theirs | ours) & mark != 0;
    let is_same = || letters(source).eq(letters(own));
    let tokens_differ = || codes(source) != codes(own) || placeholders(source) != placeholders(own);
    let gaps_differ = || openings(source) > openings(own) && brackets(source) > brackets(own);
    let cells = |text: &str| text.bytes().filter(|&byte| byte == b'|').count();
    let is_doubtful = is_same()
        || either_has(DIGIT | FULL_WIDTH) && may_differ(source, own)
        || either_has(TOKEN) && tokens_differ()
        || theirs & BRACKET != 0 && gaps_differ()
        || kind == BlockKind::Row && cells(source) != cells(own);
    !is_doubtful
}

/// Returns what counts in whether two texts are the same: not white space, not the marks of emphasis.
fn letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
}

const DIGIT: u8 = 1;
/// What code and placeholders begin with.
const TOKEN: u8 = 2;
/// What begins a gap that readers fill in: `[`, or the first byte of `【`.
const BRACKET: u8 = 4;
/// What full-width forms begin with in UTF-8.
const FULL_WIDTH: u8 = 8;

/// What each byte marks.
static MARKS: [u8; 256] = {
    let mut marks = [0; 256];
    let mut digit = b'0';
    while digit <= b'9' {
        marks[digit as usize] = DIGIT;
        digit += 1;
    }
    marks[b'`' as usize] = TOKEN;
    marks[b'{' as usize] = TOKEN;
    marks[b'%' as usize] = TOKEN;
    marks[b'[' as usize] = BRACKET;
    marks[0xE3] = BRACKET;
    marks[0xEF] = FULL_WIDTH;
    marks
};

/// Returns which marks a text has, in one pass over its bytes.
fn marks(text: &str) -> u8 {
    text.bytes().fold(0, |marks, byte| marks | MARKS[usize::from(byte)])
}

#[cfg(test)]
mod tests {
    use kb_model::block::BlockKind;

    use super::texts_agree;

    #[test]
    fn whatever_a_rule_might_find_is_looked_at() {
        let check = |source: &str, own: &str, agree: bool| {
            assert_eq!(texts_agree(BlockKind::Row, source, own), agree, "{source} > {own}");
        };
        check("| Wait | Pay 2 |", "| Tunggu | Bayar 2 |", true);
        check("| Wait | Pay 2 |", "| Tunggu | Bayar |", false);
        check("| Wait | Pay 2 |", "| Tunggu | Bayar ２ |", false);
        check("| Wait | Pay |", "| Tunggu dan bayar |", false);
        check("Wait for *us*", "Wait  for\n_us_", false);
        check("Enter `OK`", "Ketik `OK`", true);
        check("Enter `OK`", "Ketik `Oke`", false);
        check("Dear {name}", "Halo {name}", true);
        check("Dear {name}", "Halo {nama}", false);
        check("I am [your name]", "我是【姓名】", true);
        check("I am [your name]", "我是姓名", false);
        check("Pay %d now", "立即支付 %s", false);
    }
}
