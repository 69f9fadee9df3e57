[assembly: AssemblyFixture(typeof(R1Code.Sandbox.Engine.Tests.SandboxFixture))]
