using System.Diagnostics;
using System.Reflection;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>
/// Calls an assembly's entry point as the runtime would: nothing of ours catches, so that an unhandled exception ends the
/// process by the runtime's own hand, with its own text.
/// </summary>
internal static class EntryPoint
{
    /// <summary>Runs it; the result is the process's exit code.</summary>
    [StackTraceHidden]
    public static int Run(Assembly assembly, string[] args)
    {
        var entry = assembly.EntryPoint ?? throw new MissingMethodException("the assembly has no entry point to start");
        var takesArgs = entry.GetParameters().Length == 1;
        if (entry.ReturnType == typeof(int))
        {
            return takesArgs ? entry.CreateDelegate<Func<string[], int>>()(args) : entry.CreateDelegate<Func<int>>()();
        }

        if (takesArgs)
        {
            entry.CreateDelegate<Action<string[]>>()(args);
        }
        else
        {
            entry.CreateDelegate<Action>()();
        }

        return Environment.ExitCode;
    }
}
