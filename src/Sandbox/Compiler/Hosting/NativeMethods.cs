using System.Runtime.InteropServices;

namespace R1Code.Sandbox.Compiler.Hosting;

/// <summary>The one call to the C library.</summary>
internal static class NativeMethods
{
    /// <summary>Ends the process at once.</summary>
    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void ExitNow(int status);
}
