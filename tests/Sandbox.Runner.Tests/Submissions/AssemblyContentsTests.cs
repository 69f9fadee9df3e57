using System.Reflection;
using System.Reflection.Metadata;
using R1Code.Sandbox.Runner.Submissions;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests.Submissions;

public sealed class AssemblyContentsTests
{
    [Theory]
    [InlineData("class A { ~A() { } }", true)]
    [InlineData("class A { class B<T> { ~B() { } } }", true)]
    [InlineData("class A { protected virtual void Finalize(int n) { } }", false)]
    [InlineData("class A { static void Finalize() { } }", false)]
    [InlineData("class A { public void End() { } }", false)]
    public void Finalizers_AreFound(string types, bool expected) =>
        Assert.Equal(
            expected,
            Contents($"#pragma warning disable 465\nConsole.WriteLine();\n{types}").DeclaresFinalizers()
        );

    [Theory]
    [InlineData(
        "static class A { [System.Runtime.CompilerServices.ModuleInitializer] public static void Start() { } }",
        true
    )]
    [InlineData("static class A { static A() { } }", false)]
    public void ModuleInitializer_IsFound(string types, bool expected) =>
        Assert.Equal(expected, Contents($"Console.WriteLine();\n{types}").HasModuleInitializer());

    [Fact]
    public void Methods_AreThoseThatATestMayCall()
    {
        var contents = Contents(
            """
            class Program
            {
                static void Main() => Console.WriteLine(new[] { 1 }.Select(n => n + Static.Two).Sum());
            }

            static class Static
            {
                public static int Two { get; } = 2;
                public static T Same<T>(T value) => value;
            }

            abstract class Shape
            {
                public abstract double Area();
                public virtual double Twice() => 2 * Area();
            }

            class Box<T>
            {
                public T? Content() => default;
            }

            class Given(int n)
            {
                public static int Zero() => 0;
                public int N { get; } = n;
            }

            class Node
            {
                public Node? Next;
            }

            record Point(int X, int Y);

            delegate int Changed(int n);
            """
        );

        var names = contents
            .MethodsToPrepare()
            .Select(handle => FullName(contents.Metadata!, handle))
            .Order(StringComparer.Ordinal);

        // The record's own constructor is written by hand as far as metadata says; the class that only has Main is never constructed.
        Assert.Equal(
            [
                "<>c..cctor",
                "<>c..ctor",
                "<>c.<Main>b__0_0",
                "Given..ctor",
                "Given.Zero",
                "Node..ctor",
                "Point..ctor",
                "Program.Main",
                "Shape..ctor",
                "Shape.Twice",
                "Static..cctor",
            ],
            names
        );
    }

    [Fact]
    public void Preparing_RunsNoStaticConstructor()
    {
        var contents = Contents(
            """
            Console.WriteLine(Loud.Value);

            static class Loud
            {
                public static readonly int Value = AppContext.TryGetSwitch("R1Code.Loud", out _) ? 1 : 2;
                static Loud() => AppContext.SetSwitch("R1Code.Loud", true);
            }
            """
        );

        foreach (var method in contents.MethodsToPrepare())
        {
            contents.Prepare(method);
        }

        Assert.False(AppContext.TryGetSwitch("R1Code.Loud", out _));
    }

    private static AssemblyContents Contents(string source) =>
        AssemblyContents.Of(Assembly.Load(TestAssembly.Program(source)));

    private static string FullName(MetadataReader reader, MethodDefinitionHandle handle)
    {
        var method = reader.GetMethodDefinition(handle);
        var type = reader.GetTypeDefinition(method.GetDeclaringType());
        return $"{reader.GetString(type.Name)}.{reader.GetString(method.Name)}";
    }
}
