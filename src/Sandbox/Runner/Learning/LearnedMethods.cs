using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using R1Code.Sandbox.Runner.Submissions;

namespace R1Code.Sandbox.Runner.Learning;

/// <summary>
/// Compiles in the template what a test had to compile for itself, so that the tests after it need not. These are methods that
/// metadata does not name: what the framework's generic methods call in turn, and what is reached through an interface.
/// </summary>
/// <remarks>
/// The list comes from a process that ran the submission, which may have written what it likes there. Compiling runs none of a
/// type's code, and the template belongs to the submission: at worst it harms itself.
/// </remarks>
internal sealed class LearnedMethods(Assembly submission)
{
    private const int Most = 500;

    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(300);

    private static readonly Dictionary<string, Type> SimpleTypes = new()
    {
        ["bool"] = typeof(bool),
        ["byte"] = typeof(sbyte),
        ["ubyte"] = typeof(byte),
        ["short"] = typeof(short),
        ["ushort"] = typeof(ushort),
        ["char"] = typeof(char),
        ["int"] = typeof(int),
        ["uint"] = typeof(uint),
        ["long"] = typeof(long),
        ["ulong"] = typeof(ulong),
        ["float"] = typeof(float),
        ["double"] = typeof(double),
        ["nint"] = typeof(nint),
        ["nuint"] = typeof(nuint),

        // Code for one class is code for every class.
        ["System.__Canon"] = typeof(object),
    };

    private readonly Assembly[] _assemblies = [submission, .. AppDomain.CurrentDomain.GetAssemblies()];
    private int _prepared;

    /// <summary>Compiles what a list names, as far as it can be found, until there was enough of it.</summary>
    public void Prepare(string list)
    {
        var watch = Stopwatch.StartNew();
        foreach (var line in list.AsSpan().EnumerateLines())
        {
            if (JitLine.Read(line) is not { } named)
            {
                continue;
            }

            foreach (var method in Find(named))
            {
                if (++_prepared > Most || watch.Elapsed > MostTime)
                {
                    return;
                }

                Instantiations.Prepare(method);
            }
        }
    }

    /// <summary>The methods that a line may mean: those of its name, with as many parameters and type arguments.</summary>
    public IEnumerable<MethodBase> Find(JitLine line)
    {
        Type? type;
        Type?[] arguments;
        try
        {
            type = Resolve(line.Type);
            arguments = [.. line.Arguments.Select(Resolve)];
        }
        catch (Exception)
        {
            // No such type, or not with these arguments: the class that stands for all is not always allowed.
            return [];
        }

        if (type is null || type.ContainsGenericParameters || Array.Exists(arguments, static a => a is null))
        {
            return [];
        }

        return from method in DeclaredMethods.Of(type)
            where method.Name == line.Method && !method.IsAbstract && method.GetParameters().Length == line.Parameters
            let closed = Close(method, arguments!)
            where closed is not null
            select closed;
    }

    private static MethodBase? Close(MethodBase method, Type[] arguments)
    {
        if (!method.IsGenericMethodDefinition)
        {
            return arguments.Length == 0 ? method : null;
        }

        try
        {
            return ((MethodInfo)method).MakeGenericMethod(arguments);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private Type? Resolve(TypeName name)
    {
        if (name.IsArray)
        {
            var element = Resolve(name.GetElementType());
            return name.IsSZArray ? element?.MakeArrayType() : element?.MakeArrayType(name.GetArrayRank());
        }

        if (name.IsConstructedGenericType)
        {
            var arguments = Array.ConvertAll([.. name.GetGenericArguments()], Resolve);
            return Array.Exists(arguments, static a => a is null)
                ? null
                : Resolve(name.GetGenericTypeDefinition())?.MakeGenericType(arguments!);
        }

        if (!name.IsSimple)
        {
            return null;
        }

        if (SimpleTypes.TryGetValue(name.FullName, out var simple))
        {
            return simple;
        }

        foreach (var assembly in _assemblies)
        {
            if (assembly.GetType(name.FullName) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
