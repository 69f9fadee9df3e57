using System.Reflection;
using System.Text;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Values;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>An assembly's call table: evaluates one of its rows and writes what came out into the value area.</summary>
internal sealed class CallTable
{
    private const int MaxMessage = 16 * 1024;

    private readonly Func<int, object?> _call;

    private CallTable(Func<int, object?> call) => _call = call;

    /// <summary>Finds it. No code of the assembly runs by that.</summary>
    /// <exception cref="MissingMethodException">It has none.</exception>
    public static CallTable Of(Assembly assembly)
    {
        var call =
            assembly
                .GetType("R1CodeCalls", throwOnError: true)!
                .GetMethod("Call", BindingFlags.Public | BindingFlags.Static, [typeof(int)])
            ?? throw new MissingMethodException("the assembly has no call table");
        return new CallTable(call.CreateDelegate<Func<int, object?>>());
    }

    /// <summary>Runs the row; does not return once there is an outcome.</summary>
    public int Run(int row, ValueArea area)
    {
        Evaluate(row, area);

        // Nothing after the outcome counts: no foreground thread is waited for, no handler runs.
        Sys.Flush();
        Sys.Exit(0);
        return 0;
    }

    /// <summary>Runs the row and writes its outcome.</summary>
    public void Evaluate(int row, ValueArea area)
    {
        try
        {
            var value = Awaited.ResultOf(_call(row));
            var writer = new CanonicalWriter(area);
            writer.Write(value);
        }
        catch (Exception thrown)
        {
            // The submission's exception is the outcome. Its own text may throw again or lie; both harm only itself.
            Publish(area, thrown);
        }
    }

    private static void Publish(ValueArea area, Exception thrown)
    {
        string text;
        try
        {
            text = $"{thrown.GetType().FullName}: {thrown.Message}";
        }
        catch (Exception)
        {
            text = "an exception whose message throws";
        }

        text = text.Length > MaxMessage ? text[..MaxMessage] : text;
        var length = Encoding.UTF8.GetBytes(text, area.Content);
        area.Publish(ValueState.Threw, length);
    }
}
