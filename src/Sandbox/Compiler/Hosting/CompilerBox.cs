using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Hosting;

/// <summary>
/// The conversation with the host: hello, then one reply per request, in order, until the input ends. Nothing else is
/// written to the output.
/// </summary>
internal sealed class CompilerBox(Stream input, Stream output, LimitedCompiler compiler)
{
    /// <summary>Serves until the input ends; the result is the process's exit code.</summary>
    public int Serve()
    {
        Send(FrameKind.Hello, new BoxHello { Role = "compiler" }.Encode());
        try
        {
            while (Frame.Read(input) is { } frame)
            {
                Answer(frame);
            }

            return CompilerExit.EndOfInput;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            Console.Error.WriteLine($"the host broke the protocol: {e.Message}");
            return CompilerExit.BadInput;
        }
    }

    private void Answer(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Ping:
                Send(FrameKind.Pong, []);
                break;
            case FrameKind.Compile:
                Send(FrameKind.Compiled, compiler.Compile(CompileRequest.Decode(frame.Payload)).Encode());
                break;
            default:
                throw new InvalidDataException($"a compiler does not understand frames of kind {(int)frame.Kind}");
        }
    }

    private void Send(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        output.Write(Frame.Encode(kind, payload));
        output.Flush();
    }
}
