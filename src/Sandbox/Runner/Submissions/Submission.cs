using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Learning;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>A submission's assembly and how it is started.</summary>
internal sealed class Submission
{
    // Preparing saves each test the compilation of the program, but a program of thousands of unused methods must not
    // hold the box up.
    private const int MaxPreparedMethods = 2000;
    private static readonly TimeSpan MaxPreparation = TimeSpan.FromMilliseconds(400);

    private readonly Assembly _assembly;
    private readonly EntryKind _entry;
    private readonly string[] _args;
    private bool? _declaresFinalizers;

    private Submission(Assembly assembly, EntryKind entry, string[] args)
    {
        _assembly = assembly;
        _entry = entry;
        _args = args;
    }

    /// <summary>Loads the assembly. None of its code runs by that.</summary>
    public static Submission Load(byte[] assembly, EntryKind entry, string[] args) =>
        new(Assembly.Load(assembly), entry, args);

    /// <summary>Compiles what tests of it had to compile themselves.</summary>
    public LearnedMethods Learned => field ??= new LearnedMethods(_assembly);

    /// <summary>
    /// Finds its start and compiles its methods ahead of the tests. No static constructor runs by that; a module initializer
    /// would, so an assembly that has one is left alone.
    /// </summary>
    public void Prepare()
    {
        if (HasModuleInitializer())
        {
            return;
        }

        _ = DeclaresFinalizers;
        _ = _entry == EntryKind.CallTable ? (object)Calls : Main;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var prepared = 0;
        foreach (var method in OwnMethods().Concat(Instantiations.UsedBy(_assembly)))
        {
            if (++prepared > MaxPreparedMethods || watch.Elapsed > MaxPreparation)
            {
                return;
            }

            Instantiations.Prepare(method);
        }
    }

    private IEnumerable<MethodBase> OwnMethods() =>
        from type in _assembly.GetTypes()
        where !type.ContainsGenericParameters
        from method in DeclaredMethods.Of(type)
        where !method.IsAbstract && !method.ContainsGenericParameters && !IsWrittenByTheCompiler(method)
        select method;

    // A record's equality, printing and copying, and accessors, which are inlined: few of them are ever called. A test that calls
    // one compiles it, and the next tests learn from that.
    private static bool IsWrittenByTheCompiler(MethodBase method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    /// <summary>Whether a type of it has a finalizer.</summary>
    public bool DeclaresFinalizers =>
        _declaresFinalizers ??= Array.Exists(
            _assembly.GetTypes(),
            static type =>
                type.GetMethod("Finalize", DeclaredMethods.Flags & ~(BindingFlags.Static | BindingFlags.Public), [])
                    is not null
        );

    /// <summary>Runs one test in this process, which is the test's own. Returns the exit code.</summary>
    [System.Diagnostics.StackTraceHidden]
    public int Run(int row, Values.ValueArea value) =>
        _entry == EntryKind.CallTable ? Calls.Run(row, value) : Main.Run(_args);

    /// <summary>Evaluates a row of its call table in this process, which goes on afterwards: for the rehearsal.</summary>
    public void Evaluate(int row, Values.ValueArea value) => Calls.Evaluate(row, value);

    private EntryPoint Main => field ??= EntryPoint.Of(_assembly);

    private CallTable Calls => field ??= CallTable.Of(_assembly);

    // The first type of a module is the module itself; reflection does not show it.
    private unsafe bool HasModuleInitializer()
    {
        if (!_assembly.TryGetRawMetadata(out var blob, out var length))
        {
            return true;
        }

        var reader = new MetadataReader(blob, length);
        foreach (var method in reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(1)).GetMethods())
        {
            if (reader.StringComparer.Equals(reader.GetMethodDefinition(method).Name, ".cctor"))
            {
                return true;
            }
        }

        return false;
    }
}
