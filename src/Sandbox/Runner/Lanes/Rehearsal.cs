using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Submissions;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Plays a submission of our own through everything that a template and a test do, in the supervisor and without the jail.
/// What is compiled and bound by that is inherited by every later process; without it each of them would compile the runner's
/// own code again, which took most of a small test's time.
/// </summary>
internal static class Rehearsal
{
    private const string Resource = "R1Code.Sandbox.Rehearsal.dll";
    private const int CallRows = 6;

    // A call is found the first time it is made, and bound to what it calls the second time.
    private const int Times = 3;

    // Lines of each form, of methods that are warm already.
    private const string Compiled = """
           1: JIT compiled System.Collections.Generic.List`1[int]:Add(int) [FullOpts, IL size=60, code size=70]
           2: JIT compiled System.Collections.Generic.Dictionary`2[System.__Canon,int]:.ctor() [FullOpts, IL size=9, code size=9]
           3: JIT compiled System.Linq.Enumerable:Select[int,System.__Canon](System.Collections.Generic.IEnumerable`1[int],System.Func`2[int,System.__Canon]) [FullOpts, IL size=9, code size=9]
           4: JIT compiled System.Linq.Enumerable+Iterator`1[System.Collections.Generic.KeyValuePair`2[System.__Canon,int]]:GetEnumerator() [FullOpts, IL size=9, code size=9]
           5: JIT compiled System.Array:Resize[int[]](byref,int) [FullOpts, IL size=9, code size=9]
           6: JIT compiled (dynamicClass):IL_STUB_PInvoke() [FullOpts, IL size=25, code size=38]

        """;

    private static ReadOnlySpan<byte> Input => "3\n1 2 3\n4  5\none two one\n4.5\nthe\nrest\n"u8;

    /// <summary>Plays it. The streams are empty afterwards and the descriptors 0, 1 and 2 what they were.</summary>
    public static void Run(TestStreams streams)
    {
        PrepareOwnCode();
        var assembly = ReadAssembly();
        Span<int> kept = stackalloc int[3];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = (int)Sys.Must("dup", Sys.Do(Call.Dup, i));
        }

        try
        {
            streams.Attach();
            for (var time = 0; time < Times; time++)
            {
                streams.Reset(Input);
                Play(Renamed(assembly, time), streams);
            }
        }
        finally
        {
            for (var i = 0; i < kept.Length; i++)
            {
                Sys.Must("dup2", Sys.Do(Call.Dup2, kept[i], i));
                Sys.Close(kept[i]);
            }
        }

        streams.Reset([]);
    }

    private static void Play(byte[] assembly, TestStreams streams)
    {
        var submission = Submission.Load(assembly, EntryKind.Main, []);
        submission.Prepare();
        TestProcess.ForgetProcessId();
        using (TestProcess.OpenConsole())
        {
            submission.Run(0, streams.Value);
        }

        for (var row = 0; row < CallRows; row++)
        {
            submission.Evaluate(row, streams.Value);
        }

        submission.Learned.Prepare(Compiled);
        RuntimeEnd.Rehearse();
    }

    // The runtime loads an assembly of one name once.
    private static byte[] Renamed(byte[] assembly, int time)
    {
        var name = "R1Code.Sandbox.Rehearsal"u8;
        var renamed = assembly.ToArray();
        for (var at = 0; renamed.AsSpan(at).IndexOf(name) is >= 0 and var next; )
        {
            at += next + name.Length;
            renamed[at - 1] = (byte)('0' + time);
        }

        return renamed;
    }

    /// <summary>The assembly that is played.</summary>
    public static byte[] ReadAssembly()
    {
        using var resource = typeof(Rehearsal).Assembly.GetManifestResourceStream(Resource)!;
        var assembly = new byte[resource.Length];
        resource.ReadExactly(assembly);
        return assembly;
    }

    // Method by method, because what a child does first happens after the fork: dropping rights, filters, limits.
    private static void PrepareOwnCode()
    {
        foreach (var type in typeof(Rehearsal).Assembly.GetTypes())
        {
            if (type.ContainsGenericParameters)
            {
                continue;
            }

            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            foreach (var method in DeclaredMethods.Of(type))
            {
                if (method.IsAbstract || method.ContainsGenericParameters)
                {
                    continue;
                }

                if (method is MethodInfo native && native.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
                {
                    Marshal.Prelink(native);
                }
                else
                {
                    RuntimeHelpers.PrepareMethod(method.MethodHandle);
                }
            }
        }
    }
}
