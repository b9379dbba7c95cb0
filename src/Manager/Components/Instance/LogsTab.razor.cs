using Microsoft.AspNetCore.Components;
using Octopus.Cli.Instances;
using Octopus.Manager.Live;
using Octopus.Manager.Logs;

namespace Octopus.Manager.Components.Instance;

/// <summary>The logs of an instance as they grow.</summary>
public sealed partial class LogsTab : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<FileInfo> _files = [];
    private LogTail? _tail;
    private ElementReference _view;
    private string _chosen = "";
    private string _text = "";
    private string? _problem;
    private bool _follows = true;
    private bool _isNew;

    /// <summary>The instance.</summary>
    [Parameter, EditorRequired]
    public required InstanceRow Row { get; set; }

    /// <summary>Reads them.</summary>
    [Inject]
    public required LogFiles Logs { get; init; }

    /// <summary>Says when to look.</summary>
    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>Downloads, and follows the end.</summary>
    [Inject]
    public required Browser Browser { get; init; }

    private IEnumerable<string> Shown => (_tail?.Lines ?? []).Where(line => line.Contains(_text.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Try(() => _files = Logs.In(Row.Home));
        if (_files is [var newest, ..])
            Choose(newest.Name);
        _ = Follow();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isNew || !_follows)
            return;
        _isNew = false;
        await Browser.FollowEnd(_view).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task Follow()
    {
        using var timer = new PeriodicTimer(Pace.Logs, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_left.Token))
                await InvokeAsync(Look);
        }
        catch (OperationCanceledException)
        {
            // The screen has been left.
        }
    }

    private void Look()
    {
        if (!_follows || _tail is null)
            return;
        var isNew = false;
        Try(() => isNew = _tail.Look());
        if (!isNew)
            return;
        _isNew = true;
        StateHasChanged();
    }

    private void Choose(string name)
    {
        _chosen = name;
        _tail = new(() => Logs.Open(Row.Home!, name));
        Try(() => _isNew = _tail.Look());
    }

    private async Task Download()
    {
        FileStream? file = null;
        Try(() => file = Logs.Open(Row.Home!, _chosen));
        await using (file)
        {
            if (file is not null)
                await Browser.Download($"{Row.InstanceName} {_chosen}", file);
        }
    }

    private void Try(Action read)
    {
        try
        {
            read();
            _problem = null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _problem = LogFiles.Problem(refused);
        }
    }
}
