using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle;

/// <summary>Counts the calls of everything that is put under its eyes, and at one of them does something.</summary>
/// <param name="at">At which, from 1.</param>
/// <param name="act">What it does; an exception is what the call throws.</param>
internal sealed class Saboteur(int at, Action act)
{
    private int calls;

    /// <summary>How many calls there were.</summary>
    public int Calls => calls;

    /// <summary>Does it, should this be the call.</summary>
    public void Strike()
    {
        if (Interlocked.Increment(ref calls) == at)
            act();
    }

    /// <summary>The same, every member of which is a call; what it opens or holds is put under the same eyes.</summary>
    public T Around<T>(T inner)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Proxy<T>>();
        ((Proxy<T>)(object)proxy).Place(inner, this);
        return proxy;
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The runtime derives from it.")]
    internal class Proxy<T> : DispatchProxy
        where T : class
    {
        private T inner = null!;
        private Saboteur saboteur = null!;

        public void Place(T around, Saboteur by) => (inner, saboteur) = (around, by);

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            // Letting go of a process and reading what is known of it asks nobody.
            if (inner is not IRunningProcess || !(method!.IsSpecialName || method.Name == nameof(IDisposable.Dispose)))
                saboteur.Strike();
            var result = method!.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
            return result switch
            {
                IRunningProcess process => saboteur.Around(process),
                IDisposable hold when method.ReturnType == typeof(IDisposable) => saboteur.Around(hold),
                _ => result,
            };
        }
    }
}
