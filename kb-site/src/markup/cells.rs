//! Tables: they scroll in a region of their own, head cells say what they head, and alignment is a class, since the
//! content security policy allows no style attribute.

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
pub(super) fn wrap<'a>(events: Vec<Placed<'a>>, setting: &Setting<'_>) -> Vec<Placed<'a>> {
    let mut table = Table::default();
    let label = escaped(setting.strings.plain("table_label"));
    events.into_iter().map(|(event, range)| (table.event(event, &label), range)).collect()
}

impl Table {
    fn event<'a>(&mut self, event: Event<'a>, label: &str) -> Event<'a> {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments = alignments;
                piece(format!(
                    "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>\n"
                ))
            }
            Event::End(TagEnd::Table) => piece("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => {
                (self.is_head, self.column) = (true, 0);
                piece("<thead><tr>")
            }
            Event::End(TagEnd::TableHead) => {
                self.is_head = false;
                piece("</tr></thead>\n<tbody>\n")
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                piece("<tr>")
            }
            Event::End(TagEnd::TableRow) => piece("</tr>\n"),
            Event::Start(Tag::TableCell) => piece(self.cell()),
            Event::End(TagEnd::TableCell) => piece(if self.is_head { "</th>" } else { "</td>" }),
            other => other,
        }
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
