using System.Diagnostics.CodeAnalysis;

namespace Octopus.CustomActions;

/// <summary>The boundary to Windows Installer: nothing is thrown past it and nothing is lost at it.</summary>
internal static class Guard
{
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
            session.Write(InstallMessage.Error, $"{action}: {problem.Message}");
        }
        catch (InstallerException)
        {
            // The user cancelled at the message, or nobody could show it: the failure result still reaches the installer.
        }
    }
}
