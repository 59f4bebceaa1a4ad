// Reloads the page when `cargo xtask dev` has rebuilt something: the bundle's version changed, or the server came back.
const EVERY_MS = 700;

const ask = async (path) => {
  try {
    const response = await fetch(path, { cache: "no-store" });
    return response.ok ? await response.text() : null;
  } catch (_) {
    return null;
  }
};

let version = null;
let away = false;

const look = async () => {
  const alive = (await ask("/livez")) !== null;
  const now = alive ? await ask("/dev-version.txt") : null;
  if (now !== null && (away || (version !== null && version !== now))) {
    location.reload();
    return;
  }
  away = !alive;
  version = now ?? version;
  setTimeout(look, EVERY_MS);
};

look();
