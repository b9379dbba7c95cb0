using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.CustomActions;

/// <summary>The boundary to Windows Installer: nothing is thrown past it and nothing is lost at it.</summary>
internal static class Guard
{
    private const int ActionFailed = 25001;
    private const int AnotherInProgress = 25002;

    [SuppressMessage("Design", "CA1031", Justification = "Past this frame is Windows Installer: an exception would end its process without a word.")]
    public static ActionResult Run(Session session, string action, Action<Session> work)
    {
        try
        {
            work(session);
            return ActionResult.Success;
        }
        catch (InstallCanceledException)
        {
            return ActionResult.UserExit;
        }
        catch (Exception problem)
        {
            Report(session, action, problem);
            return ActionResult.Failure;
        }
    }

    private static void Report(Session session, string action, Exception problem)
    {
        try
        {
            session.Write(InstallMessage.Info, $"{action}: {problem}");
            using var told = Told(action, problem);
            session.Message(InstallMessage.Error, told);
        }
        catch (InstallerException)
        {
            // The user cancelled at the message, or nobody could show it: the failure result still reaches the installer.
        }
    }

    // The texts are in installer/Messages.wxs.
    private static Record Told(string action, Exception problem) => problem is MaintenanceInProgressException other
        ? new Record(AnotherInProgress, other.Owner.ProcessId, other.Since.ToString("u", CultureInfo.InvariantCulture))
        : new Record(ActionFailed, action, problem.Message);
}
