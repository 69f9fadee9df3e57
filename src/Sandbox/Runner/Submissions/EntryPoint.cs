using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>
/// An assembly's entry point, called as the runtime would: nothing of ours catches, so that an unhandled exception ends the
/// process by the runtime's own hand, with its own text.
/// </summary>
internal sealed class EntryPoint
{
    private readonly Delegate _main;
    private readonly bool _takesArgs;
    private readonly bool _returnsCode;

    private EntryPoint(MethodInfo main)
    {
        _takesArgs = main.GetParameters().Length == 1;
        _returnsCode = main.ReturnType == typeof(int);
        _main = main.CreateDelegate(
            (_takesArgs, _returnsCode) switch
            {
                (true, true) => typeof(Func<string[], int>),
                (false, true) => typeof(Func<int>),
                (true, false) => typeof(Action<string[]>),
                (false, false) => typeof(Action),
            }
        );
    }

    /// <summary>Finds it. No code of the assembly runs by that.</summary>
    /// <exception cref="MissingMethodException">It has none.</exception>
    public static EntryPoint Of(Assembly assembly) =>
        new(assembly.EntryPoint ?? throw new MissingMethodException("the assembly has no entry point to start"));

    /// <summary>Runs it; the result is the process's exit code.</summary>
    /// <remarks>Asking a variant delegate for its type is slow where it is asked first, which is in every test anew.</remarks>
    [StackTraceHidden]
    public int Run(string[] args)
    {
        if (_returnsCode)
        {
            return _takesArgs ? Unsafe.As<Func<string[], int>>(_main)(args) : Unsafe.As<Func<int>>(_main)();
        }

        if (_takesArgs)
        {
            Unsafe.As<Action<string[]>>(_main)(args);
        }
        else
        {
            Unsafe.As<Action>(_main)();
        }

        return Environment.ExitCode;
    }
}
