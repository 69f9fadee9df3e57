using System.Reflection;
using System.Runtime.Loader;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Support;

/// <summary>Compiles in this process, and runs what was made of trusted samples.</summary>
internal static class Compile
{
    private static readonly CompileService Service = new(new CompilerOptions());

    public static CompileReply Request(CompileRequest request)
    {
        CompileReply? reply = null;
        var thread = new Thread(() => reply = Service.Compile(request, CancellationToken.None), 256 << 20);
        thread.Start();
        thread.Join();
        return reply!;
    }

    public static CompileRequest Of(CompileKind kind, string source, params string[] calls) =>
        new()
        {
            Kind = kind,
            Sources = kind == CompileKind.Values ? [] : [new SourceFile("main.cs", source)],
            Calls = calls,
            AllowUnsafe = true,
        };

    public static CompileReply Program(params string[] files) =>
        Request(
            new CompileRequest
            {
                Kind = CompileKind.Program,
                Sources = [.. files.Select((text, i) => new SourceFile($"f{i}.cs", text))],
                AllowUnsafe = true,
            }
        );

    public static CompileReply Calls(string source, params string[] calls) =>
        Request(Of(CompileKind.Calls, source, calls));

    public static CompileReply Script(string source, params string[] calls) =>
        Request(Of(CompileKind.ScriptCalls, source, calls));

    public static CompileReply Values(params string[] values) => Request(Of(CompileKind.Values, "", values));

    public static object? Row(CompileReply reply, int index)
    {
        Assert.True(reply.End == CompileEnd.Compiled, string.Join("\n", reply.Diagnostics));
        Assert.Equal(EntryKind.CallTable, reply.Entry);
        var table = Load(reply).GetType("R1CodeCalls", throwOnError: true)!;
        return table
            .GetMethod("Call", BindingFlags.Public | BindingFlags.Static, [typeof(int)])!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [index], null);
    }

    public static Assembly Load(CompileReply reply)
    {
        Assert.True(reply.End == CompileEnd.Compiled, string.Join("\n", reply.Diagnostics));
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(reply.Assembly));
    }

    /// <summary>The class whose <c>Main</c> is the entry point.</summary>
    public static string? EntryClass(CompileReply reply) => Load(reply).EntryPoint?.DeclaringType?.FullName;
}
