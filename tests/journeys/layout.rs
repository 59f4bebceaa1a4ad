//! Whether a page fits its screen: nothing is cut off, nothing lies over something else, no word is broken.

use crate::browser::Browser;

/// What does not fit, in words. What is hidden from the eye on purpose is clipped to a pixel.
const MISFITS: &str = r"
    const misfits = [];
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) misfits.push(`the page is ${wide} px too wide`);
    const told = element => element.outerHTML.slice(0, 160);
    const seen = element => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && element.checkVisibility({visibilityProperty: true});
    };
    // What scrolls sideways by itself, such as a wide table, may be wider than the screen.
    const scrolls = element => {
        for (let at = element; at; at = at.parentElement) {
            if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at !== document.documentElement) return true;
        }
        return false;
    };
    for (const element of document.querySelectorAll('#app *:not(svg *)')) {
        if (!seen(element) || scrolls(element)) continue;
        const box = element.getBoundingClientRect();
        if (box.right > innerWidth + 1 || box.left < -1) misfits.push(`cut off by the screen: ${told(element)}`);
        if (element.matches('a, button, h1, h2, h3, label') && getComputedStyle(element).display !== 'inline'
            && element.scrollWidth > element.clientWidth + 1) misfits.push(`wider than its box: ${told(element)}`);
    }
    const texts = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (!seen(text.parentElement)) continue;
        for (const word of text.data.matchAll(/[A-Za-z]+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
            if (lines.size > 1) misfits.push(`the word ${word[0]} is broken in ${text.data.trim().slice(0, 80)}`);
        }
    }
    return misfits;";

/// Everything on the page that does not fit the screen.
pub(crate) async fn misfits(browser: &Browser) -> Vec<String> {
    browser.run(MISFITS).await
}
