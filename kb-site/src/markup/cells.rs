//! Tables: they scroll in a region of their own, head cells say what they head, and alignment is a class, since the
//! content security policy allows no style attribute.

use std::borrow::Cow;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{Placed, Setting, escaped, piece};

/// Where in a table the events are.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
}

/// Replaces tables by ones that fit a small screen.
pub(super) fn wrap(events: &mut [Placed<'_>], setting: &Setting<'_>) {
    let mut table = Table::default();
    let label = setting.strings.plain("table_label");
    for (event, _) in events {
        if let Some(replaced) = table.piece(event, label) {
            *event = piece(replaced);
        }
    }
}

impl Table {
    /// Returns what stands in place of an event of a table.
    fn piece(&mut self, event: &mut Event<'_>, label: &str) -> Option<Cow<'static, str>> {
        let text = match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments = std::mem::take(alignments);
                let label = escaped(label);
                return Some(Cow::Owned(format!(
                    "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>\n"
                )));
            }
            Event::Start(Tag::TableHead) => {
                (self.is_head, self.column) = (true, 0);
                "<thead><tr>"
            }
            Event::End(TagEnd::TableHead) => {
                self.is_head = false;
                "</tr></thead>\n<tbody>\n"
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>"
            }
            Event::Start(Tag::TableCell) => return Some(Cow::Owned(self.cell())),
            Event::End(TagEnd::TableCell) if self.is_head => "</th>",
            Event::End(TagEnd::TableCell) => "</td>",
            Event::End(TagEnd::TableRow) => "</tr>\n",
            Event::End(TagEnd::Table) => "</tbody></table></div>\n",
            _ => return None,
        };
        Some(Cow::Borrowed(text))
    }

    fn cell(&mut self) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"end\"",
            _ => "",
        };
        self.column += 1;
        if self.is_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") }
    }
}
