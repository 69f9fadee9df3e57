using System.Reflection;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>Runs finalizers in a forked process, which has no finalizer thread.</summary>
internal static class Finalizers
{
    private const int LookEveryMs = 2;

    private static readonly Lock OneAtATime = new();
    private static readonly Func<uint>? RunAll = FindRunAll();

    /// <summary>Runs those that are due, on a thread of their own as always, and waits for it.</summary>
    public static void RunDue()
    {
        if (RunAll is null)
        {
            return;
        }

        // On another thread also because the caller may hold locks that a finalizer takes.
        var thread = new Thread(Run) { IsBackground = true, Name = ".NET Finalizer" };
        thread.Start();
        thread.Join();
    }

    /// <summary>
    /// Starts a thread that runs them after each collection, for submissions that declare finalizers. Others are spared the
    /// thread: what the library's own finalizers would free, the end of the process frees.
    /// </summary>
    public static void RunInBackground()
    {
        if (RunAll is null)
        {
            return;
        }

        var thread = new Thread(Watch) { IsBackground = true, Name = ".NET Finalizer" };
        thread.Start();
    }

    private static void Watch()
    {
        for (var seen = 0; ; Thread.Sleep(LookEveryMs))
        {
            var collections = GC.CollectionCount(0);
            if (collections != seen)
            {
                seen = collections;
                Run();
            }
        }
    }

    private static void Run()
    {
        lock (OneAtATime)
        {
            RunAll!();
        }
    }

    private static Func<uint>? FindRunAll()
    {
        var method = typeof(GC).GetMethod("RunFinalizers", BindingFlags.NonPublic | BindingFlags.Static, []);
        return method?.ReturnType == typeof(uint) ? method.CreateDelegate<Func<uint>>() : null;
    }
}
