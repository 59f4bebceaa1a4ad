// Starts the app over the served page: fetches the WebAssembly, compiles it, hands it to the glue of wasm-bindgen.
//
// The page is complete without it. Whatever fails here, the HTML stays in charge, links and forms work, and nobody is
// told; `data-wasm` on the root element says "ready" (set by the app) or "none", for tests and for whoever looks.

// `cargo xtask` writes the hashed names in.
const GLUE = "%glue%";
const WASM = "%wasm%";
const INTEGRITY = "%integrity%";
const PACKS = "%packs%";

const compile = async (answer) => {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.status}`);
  // A body can be read once. Some webviews cannot compile from a stream what they can compile from a buffer, and some
  // caches on the way lose the media type: then the copy is used, since one download is all that a phone should pay.
  const copy = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (_) {
    return WebAssembly.compile(await copy.arrayBuffer());
  }
};

const takeOver = async () => {
  // Asked for here and not by a `preload` in the page: WebKit does not reuse that one and would fetch it twice.
  const answer = fetch(WASM, { integrity: INTEGRITY });
  const script = import(GLUE);
  // The code of this very page is on its way then, too, and not only when the app has started and asks for it.
  script.then(() => import(PACKS)).then(({ openPage }) => openPage(document.documentElement.dataset.code))
    .catch(() => { /* Then the app asks, or gives up. */ });
  const [module, glue] = await Promise.all([compile(answer), script]);
  await glue.default({ module_or_path: module });
};

const leaveInCharge = () => {
  document.documentElement.dataset.wasm = "none";
};

if (typeof WebAssembly === "object") {
  takeOver().catch(leaveInCharge);
} else {
  leaveInCharge();
}
