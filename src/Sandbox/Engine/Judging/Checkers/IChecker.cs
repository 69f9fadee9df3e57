namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>Decides whether a program's output is the expected one. Pure; a new kind of comparison is a new file.</summary>
internal interface IChecker
{
    /// <summary>Compares one test's output.</summary>
    Finding Check(byte[] output, string expected);
}
