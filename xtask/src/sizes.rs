//! What a phone has to load, part by part, and the budgets for it. A bundle over budget is not built.

use std::fmt;

use anyhow::{Context, Result, bail};

use crate::bundle::{Bundle, Kind, Part};
use crate::workspace;

/// 1 KB is 1024 bytes, here and in the budgets.
const KB: usize = 1024;

/// The WebAssembly that any page waits for before the app takes over, in brotli. docs/measurements.md says what it took.
const TAKE_OVER_BUDGET: usize = 160 * KB;

/// Code that a page fetches once it has taken over, in brotli: nobody waits for it, and it is not free.
const LATER_BUDGET: usize = 100 * KB;

/// How the code of a page is called; other code comes later.
const OF_A_PAGE: &str = "_page";

/// What the home page needs to be seen: its HTML, the style sheet of every page and the loader, in brotli.
const FIRST_PAINT_BUDGET: usize = 12 * KB;

/// One line of the report, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// A sum that must not be exceeded, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Budget {
    name: String,
    used: usize,
    most: usize,
}

impl Budget {
    fn is_kept(&self) -> bool {
        self.used <= self.most
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_kept() { "ok" } else { "TOO MUCH" };
        write!(f, "{:<64} {:>6} of {:>6}  {word}", self.name, kb(self.used), kb(self.most))
    }
}

/// Prints the sizes and fails if a budget is exceeded. Without the home page's size, in brotli and in bytes, only the
/// budget of the take-over is looked at.
pub fn report(bundle: &Bundle, home: Option<usize>) -> Result<()> {
    let sizes = bundle.parts.iter().map(measure).collect::<Result<Vec<_>>>()?;
    println!("\n{:<44} {:>10} {:>10} {:>10}", "KB of 1024 bytes", "raw", "gzip", "brotli");
    for size in &sizes {
        println!("{:<44} {:>10} {:>10} {:>10}", size.name, kb(size.raw), kb(size.gzip), kb(size.brotli));
    }
    if let Some(home) = home {
        println!("{:<44} {:>10} {:>10} {:>10}", "home page, as the server sends it", "", "", kb(home));
    }
    println!();
    let weights: Vec<_> = bundle.parts.iter().zip(&sizes).map(|(part, size)| (&part.kind, size.brotli)).collect();
    let mut budgets = take_over(&weights);
    budgets.extend(home.map(|home| first_paint(home, &weights)));
    for budget in &budgets {
        println!("{budget}");
    }
    if let Some(over) = budgets.iter().find(|budget| !budget.is_kept()) {
        bail!("over budget by {} KB: {}", kb(over.used - over.most), over.name);
    }
    Ok(())
}

/// The main module, and what each page needs besides.
fn take_over(weights: &[(&Kind, usize)]) -> Vec<Budget> {
    let main = sum(weights, &[Kind::Main]);
    let waiting = |name: &str, pack| Budget {
        name: format!("WebAssembly that {name} waits for at take-over"),
        used: main + pack,
        most: TAKE_OVER_BUDGET,
    };
    let later = |name: &str, pack| Budget {
        name: format!("WebAssembly of {name}, which comes after the take-over"),
        used: pack,
        most: LATER_BUDGET,
    };
    let page = |(kind, brotli): &(&Kind, usize)| match kind {
        Kind::Pack(name) if name.ends_with(OF_A_PAGE) => Some(waiting(name, *brotli)),
        Kind::Pack(name) => Some(later(name, *brotli)),
        _ => None,
    };
    let pages: Vec<_> = weights.iter().filter_map(page).collect();
    // An app that is not split is its main module.
    if pages.is_empty() { vec![waiting("every page", 0)] } else { pages }
}

fn first_paint(home: usize, weights: &[(&Kind, usize)]) -> Budget {
    Budget {
        name: "home page, style sheet and loader".to_owned(),
        used: home + sum(weights, &[Kind::Style, Kind::Loader]),
        most: FIRST_PAINT_BUDGET,
    }
}

fn sum(weights: &[(&Kind, usize)], kinds: &[Kind]) -> usize {
    weights.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, brotli)| brotli).sum()
}

fn measure(part: &Part) -> Result<Size> {
    let name = match &part.kind {
        Kind::Main => "WebAssembly of every page".to_owned(),
        Kind::Pack(page) => format!("WebAssembly of {page}"),
        Kind::Glue => "glue".to_owned(),
        Kind::Loader => "loader".to_owned(),
        Kind::Style => "style sheet of every page".to_owned(),
        Kind::Services => "style sheet of the services".to_owned(),
    };
    let size = |ending: &str| {
        let place = workspace::bundle().join(format!("{}{ending}", part.path));
        let file = place.metadata().with_context(|| place.display().to_string())?;
        Ok::<_, anyhow::Error>(usize::try_from(file.len())?)
    };
    Ok(Size { name, raw: size("")?, gzip: size(".gz")?, brotli: size(".br")? })
}

/// Bytes as KB with one decimal, rounded up: what is over budget never looks as if it were not.
fn kb(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(KB);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_waits_for_the_main_module_and_its_own() {
        let (scores, ranks) = (Kind::Pack("scores_page".into()), Kind::Pack("ranks_page".into()));
        let weights = [(&Kind::Main, 100 * KB), (&scores, 27 * KB), (&ranks, 25 * KB), (&Kind::Glue, KB)];
        assert_eq!(take_over(&weights).iter().map(|page| page.used).collect::<Vec<_>>(), [127 * KB, 125 * KB]);
    }

    #[test]
    fn an_app_that_is_not_split_is_its_main_module() {
        let pages = take_over(&[(&Kind::Main, 100 * KB), (&Kind::Style, KB)]);
        assert_eq!(pages.iter().map(|page| page.used).collect::<Vec<_>>(), [100 * KB]);
    }

    #[test]
    fn a_budget_is_kept_to_the_byte() {
        let weights = [(&Kind::Style, 5 * KB), (&Kind::Loader, KB), (&Kind::Main, 100 * KB)];
        let kept = first_paint(6 * KB, &weights);
        assert_eq!(kept.used, kept.most);
        assert!(kept.is_kept());
        assert!(!first_paint(6 * KB + 1, &weights).is_kept());
    }

    #[test]
    fn a_byte_too_much_shows() {
        assert_eq!(kb(12 * KB), "12.0");
        assert_eq!(kb(12 * KB + 1), "12.1");
    }
}
