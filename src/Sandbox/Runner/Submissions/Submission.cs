using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
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

    private readonly AssemblyContents _contents;
    private readonly EntryKind _entry;
    private readonly string[] _args;
    private bool? _declaresFinalizers;

    private Submission(AssemblyContents contents, EntryKind entry, string[] args)
    {
        _contents = contents;
        _entry = entry;
        _args = args;
    }

    /// <summary>
    /// Loads the assembly, among the program's own as in a process that was started for it; a context of its own would take a
    /// template a seventh of a millisecond. None of its code runs by that. What is loaded already comes back as it
    /// is.
    /// </summary>
    public static Submission Load(byte[] assembly, EntryKind entry, string[] args) =>
        new(AssemblyContents.Of(AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(assembly))), entry, args);

    /// <summary>Compiles what tests of it had to compile themselves.</summary>
    public LearnedMethods Learned => field ??= new LearnedMethods(_contents.Assembly);

    /// <summary>
    /// Finds its start and compiles its methods ahead of the tests. No static constructor runs by that; a module initializer
    /// would, so an assembly that has one is left alone.
    /// </summary>
    public void Prepare()
    {
        if (_contents.HasModuleInitializer())
        {
            return;
        }

        _ = DeclaresFinalizers;
        _ = _entry == EntryKind.CallTable ? (object)Calls : Main;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var prepared = 0;
        foreach (var method in _contents.MethodsToPrepare())
        {
            if (IsEnough())
            {
                return;
            }

            _contents.Prepare(method);
        }

        foreach (var method in Instantiations.UsedBy(_contents))
        {
            if (IsEnough())
            {
                return;
            }

            Instantiations.Prepare(method);
        }

        bool IsEnough() => ++prepared > MaxPreparedMethods || watch.Elapsed > MaxPreparation;
    }

    /// <summary>Whether a type of it has a finalizer.</summary>
    public bool DeclaresFinalizers => _declaresFinalizers ??= _contents.DeclaresFinalizers();

    /// <summary>Runs one test in this process, which is the test's own. Returns the exit code.</summary>
    [System.Diagnostics.StackTraceHidden]
    public int Run(int row, Values.ValueArea value) =>
        _entry == EntryKind.CallTable ? Calls.Run(row, value) : Main.Run(_args);

    /// <summary>Evaluates a row of its call table in this process, which goes on afterwards: for the rehearsal.</summary>
    public void Evaluate(int row, Values.ValueArea value) => Calls.Evaluate(row, value);

    private EntryPoint Main => field ??= EntryPoint.Of(_contents.Assembly);

    private CallTable Calls => field ??= CallTable.Of(_contents.Assembly);
}
