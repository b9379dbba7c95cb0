// What only a browser can do. Everything else is decided where the commands run.

export async function copy(text) {
    await navigator.clipboard.writeText(text);
}

export function openDialog(dialog) {
    if (!dialog.open)
        dialog.showModal();
}

export function closeDialog(dialog) {
    dialog.close();
}

export function ownKeys(element, keys) {
    element.addEventListener("keydown", event => {
        if (keys.includes(event.key))
            event.preventDefault();
    });
}

export function focus(id) {
    document.getElementById(id)?.focus();
}

// Whoever has scrolled up to read is left there.
export function followEnd(element) {
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (!element.dataset.followed || fromEnd < element.clientHeight / 2)
        element.scrollTop = element.scrollHeight;
    element.dataset.followed = "yes";
}

export async function download(name, content) {
    const address = URL.createObjectURL(new Blob([await content.arrayBuffer()]));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
}

export function theme() {
    return document.documentElement.dataset.theme ?? "system";
}

export function changeTheme(theme) {
    if (theme === "system") {
        delete document.documentElement.dataset.theme;
        localStorage.removeItem("theme");
    } else {
        document.documentElement.dataset.theme = theme;
        localStorage.setItem("theme", theme);
    }
}
