
// Appended by `cargo xtask`: what a page waits for comes as one file, its chunks one after the other. Thirty files of
// a few hundred bytes would take as many requests, and together they are a quarter smaller.
const arriving = new Map();

// Asks for the pack of a page unless each of its chunks was asked for before.
function openPack({ file, integrity, chunks }) {
    if (chunks.every(([name]) => arriving.has(name))) return;
    const pack = fetch(new URL(file, import.meta.url), { integrity }).then((response) => {
        if (!response.ok) throw new Error(`${file}: ${response.status}`);
        return response.arrayBuffer();
    });
    let end = 0;
    for (const [name, length] of chunks) {
        const start = end;
        end += length;
        if (arriving.has(name)) continue;
        const chunk = pack.then((bytes) => new Uint8Array(bytes, start, length));
        // What did not arrive is asked for again when the page is opened again.
        chunk.catch(() => arriving.delete(name));
        arriving.set(name, chunk);
    }
}

// Asks for what the page waits for before the app asks: the loader knows which page it is.
export function openPage(page) {
    if (page in PACKS) openPack(PACKS[page]);
}

function loadPage(page, fetcher, deps) {
    const load = makeLoad(fetcher, deps);
    return () => {
        openPack(PACKS[page]);
        return load();
    };
}
