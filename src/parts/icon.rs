//! Icons of the sprite (`public/icons.svg`), which stands once at the top of every page.

use leptos::prelude::*;

/// The icons of the sprite, by their names in Lucide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IconKind {
    /// A person in motion: the elder mode.
    Accessibility,
    /// A very displeased face.
    Angry,
    /// A verified mark.
    BadgeCheck,
    /// A line chart.
    ChartLine,
    /// A tick.
    Check,
    /// Back.
    ChevronLeft,
    /// Onward.
    ChevronRight,
    /// Something to mend.
    CircleAlert,
    /// Done.
    CircleCheck,
    /// A list on a clipboard.
    ClipboardList,
    /// Time.
    Clock,
    /// A card with an address.
    Contact,
    /// Take this as a file.
    Download,
    /// Leads elsewhere.
    ExternalLink,
    /// A folder to take along.
    FolderDown,
    /// A displeased face.
    Frown,
    /// A graduation cap.
    GraduationCap,
    /// A number sign.
    Hash,
    /// Home.
    House,
    /// Something to know.
    Info,
    /// Two scripts.
    Languages,
    /// A very pleased face.
    Laugh,
    /// An announcement.
    Megaphone,
    /// A face that is neither.
    Meh,
    /// A complaint.
    MessageSquareWarning,
    /// A conversation.
    MessagesSquare,
    /// News.
    Newspaper,
    /// A telephone.
    Phone,
    /// Paper.
    Printer,
    /// Once more.
    RefreshCw,
    /// Keep this.
    Save,
    /// A magnifying glass.
    Search,
    /// A magnifying glass that has found.
    SearchCheck,
    /// A shield with a tick.
    ShieldCheck,
    /// A pleased face.
    Smile,
    /// A rubber stamp.
    Stamp,
    /// A star.
    Star,
    /// A table.
    Table,
    /// Sound.
    Volume2,
    /// No network.
    WifiOff,
    /// Away with it.
    X,
}

impl IconKind {
    /// The address of its shape inside the page.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Accessibility => "#icon-accessibility",
            Self::Angry => "#icon-angry",
            Self::BadgeCheck => "#icon-badge-check",
            Self::ChartLine => "#icon-chart-line",
            Self::Check => "#icon-check",
            Self::ChevronLeft => "#icon-chevron-left",
            Self::ChevronRight => "#icon-chevron-right",
            Self::CircleAlert => "#icon-circle-alert",
            Self::CircleCheck => "#icon-circle-check",
            Self::ClipboardList => "#icon-clipboard-list",
            Self::Clock => "#icon-clock",
            Self::Contact => "#icon-contact",
            Self::Download => "#icon-download",
            Self::ExternalLink => "#icon-external-link",
            Self::FolderDown => "#icon-folder-down",
            Self::Frown => "#icon-frown",
            Self::GraduationCap => "#icon-graduation-cap",
            Self::Hash => "#icon-hash",
            Self::House => "#icon-house",
            Self::Info => "#icon-info",
            Self::Languages => "#icon-languages",
            Self::Laugh => "#icon-laugh",
            Self::Megaphone => "#icon-megaphone",
            Self::Meh => "#icon-meh",
            Self::MessageSquareWarning => "#icon-message-square-warning",
            Self::MessagesSquare => "#icon-messages-square",
            Self::Newspaper => "#icon-newspaper",
            Self::Phone => "#icon-phone",
            Self::Printer => "#icon-printer",
            Self::RefreshCw => "#icon-refresh-cw",
            Self::Save => "#icon-save",
            Self::Search => "#icon-search",
            Self::SearchCheck => "#icon-search-check",
            Self::ShieldCheck => "#icon-shield-check",
            Self::Smile => "#icon-smile",
            Self::Stamp => "#icon-stamp",
            Self::Star => "#icon-star",
            Self::Table => "#icon-table",
            Self::Volume2 => "#icon-volume-2",
            Self::WifiOff => "#icon-wifi-off",
            Self::X => "#icon-x",
        }
    }
}

/// An icon. It is never alone: a text stands beside it, so readers of the screen skip it.
///
/// Width and height are what it has before the style sheet arrives.
#[component]
pub fn Icon(
    /// Which one.
    kind: IconKind,
) -> impl IntoView {
    view! {
        <svg class="icon" width="24" height="24" aria-hidden="true" focusable="false">
            <use href=kind.href()></use>
        </svg>
    }
}

/// An icon in rows that are written as markup.
pub fn icon_markup(kind: IconKind) -> String {
    let href = kind.href();
    format!(
        r#"<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false"><use href="{href}"></use></svg>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("../../public/icons.svg");

    impl IconKind {
        const ALL: [Self; 41] = [
            Self::Accessibility,
            Self::Angry,
            Self::BadgeCheck,
            Self::ChartLine,
            Self::Check,
            Self::ChevronLeft,
            Self::ChevronRight,
            Self::CircleAlert,
            Self::CircleCheck,
            Self::ClipboardList,
            Self::Clock,
            Self::Contact,
            Self::Download,
            Self::ExternalLink,
            Self::FolderDown,
            Self::Frown,
            Self::GraduationCap,
            Self::Hash,
            Self::House,
            Self::Info,
            Self::Languages,
            Self::Laugh,
            Self::Megaphone,
            Self::Meh,
            Self::MessageSquareWarning,
            Self::MessagesSquare,
            Self::Newspaper,
            Self::Phone,
            Self::Printer,
            Self::RefreshCw,
            Self::Save,
            Self::Search,
            Self::SearchCheck,
            Self::ShieldCheck,
            Self::Smile,
            Self::Stamp,
            Self::Star,
            Self::Table,
            Self::Volume2,
            Self::WifiOff,
            Self::X,
        ];
    }

    #[test]
    fn every_icon_has_its_shape_in_the_sprite_and_no_shape_is_left_over() {
        for kind in IconKind::ALL {
            let id = kind.href().trim_start_matches('#');
            assert!(SPRITE.contains(&format!("<symbol id=\"{id}\"")), "{id}");
        }
        assert_eq!(SPRITE.matches("<symbol ").count(), IconKind::ALL.len());
    }
}
