using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Octopus.Manager.Components;

/// <summary>What only the browser can do: the one script module of the Manager.</summary>
/// <param name="scripts">The way to it.</param>
public sealed class Browser(IJSRuntime scripts) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    private Task<IJSObjectReference> Module => _module ??= scripts.InvokeAsync<IJSObjectReference>("import", "./manager.js").AsTask();

    /// <summary>Puts text on the clipboard.</summary>
    public async Task Copy(string text) => await Call("copy", text).ConfigureAwait(false);

    /// <summary>Opens a dialog that keeps the focus until it is closed.</summary>
    public async Task OpenDialog(ElementReference dialog) => await Call("openDialog", dialog).ConfigureAwait(false);

    /// <summary>Closes it; the focus goes back to where it was.</summary>
    public async Task CloseDialog(ElementReference dialog) => await Call("closeDialog", dialog).ConfigureAwait(false);

    /// <summary>Keeps the browser from scrolling, or moving the caret, with keys that an element answers to itself.</summary>
    public async Task OwnKeys(ElementReference element, params string[] keys) => await Call("ownKeys", element, keys).ConfigureAwait(false);

    /// <summary>Moves the focus to the element of an id.</summary>
    public async Task Focus(string id) => await Call("focus", id).ConfigureAwait(false);

    /// <summary>Scrolls a list to its end, when it was there before.</summary>
    public async Task FollowEnd(ElementReference element) => await Call("followEnd", element).ConfigureAwait(false);

    /// <summary>Saves a file where the person has downloads.</summary>
    public async Task Download(string name, Stream content)
    {
        using var reference = new DotNetStreamReference(content);
        await Call("download", name, reference).ConfigureAwait(false);
    }

    /// <summary>The theme that the person has chosen.</summary>
    public async Task<string> Theme() => await (await Module.ConfigureAwait(false)).InvokeAsync<string>("theme").ConfigureAwait(false);

    /// <summary>Changes it, and remembers it.</summary>
    public async Task ChangeTheme(string theme) => await Call("changeTheme", theme).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is not { IsCompletedSuccessfully: true })
            return;
        try
        {
            await (await _module.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (JSDisconnectedException)
        {
            // The window has gone, and its scripts with it.
        }
    }

    private async Task Call(string function, params object[] arguments)
    {
        try
        {
            await (await Module.ConfigureAwait(false)).InvokeVoidAsync(function, arguments).ConfigureAwait(false);
        }
        catch (JSDisconnectedException)
        {
            // The window has gone: nobody is there to see it.
        }
    }
}
